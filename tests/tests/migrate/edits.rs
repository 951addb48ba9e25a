//! Schemas that nobody would think of, and edits of them, the same in every run.

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// Types, and those that every made-up value of them has a form in.
const TYPES: [(&str, &[&str]); 15] = [
    (
        "int",
        &[
            "bigint",
            "tinyint",
            "int unsigned",
            "decimal(10,2)",
            "varchar(20)",
            "double",
        ],
    ),
    ("tinyint(1)", &["tinyint", "int", "varchar(3)"]),
    ("bigint unsigned", &["int", "decimal(20,0)", "varchar(40)"]),
    (
        "decimal(10,2)",
        &[
            "decimal(12,4)",
            "decimal(8,1)",
            "int",
            "varchar(20)",
            "double",
        ],
    ),
    ("double", &["decimal(9,1)", "int", "varchar(20)"]),
    (
        "varchar(40)",
        &[
            "varchar(20)",
            "char(30)",
            "text",
            "varbinary(60)",
            "varchar(40) COLLATE utf8mb4_bin",
        ],
    ),
    ("char(20)", &["varchar(20)", "char(40)", "tinytext"]),
    ("text", &["varchar(100)", "longtext", "blob"]),
    ("date", &["datetime", "datetime(3)", "varchar(20)", "int"]),
    (
        "datetime(3)",
        &["datetime", "datetime(6)", "date", "varchar(40)", "time"],
    ),
    ("time(2)", &["time", "time(6)", "varchar(20)"]),
    (
        "enum('a','b','c')",
        &["enum('c','b','a','d')", "varchar(5)", "set('b','c','a')"],
    ),
    ("set('x','y','z')", &["set('z','y','x','w')", "varchar(20)"]),
    ("varbinary(10)", &["binary(12)", "varbinary(8)", "blob"]),
    ("json", &["longtext"]),
];

/// The DEFAULT of a type that has one.
fn default(ty: &str) -> Option<&'static str> {
    let word = ty.split(['(', ' ']).next().unwrap_or_default();
    Some(match word {
        "int" | "bigint" | "tinyint" | "double" => "'7'",
        "decimal" => "'7.5'",
        "varchar" | "char" => "'it''s'",
        "date" => "'2020-02-29'",
        "datetime" => "'2020-02-29 01:02:03'",
        "time" => "'01:02:03'",
        "enum" => "'b'",
        "set" => "''",
        _ => return None,
    })
    .filter(|_| ty != "varchar(3)")
}

#[derive(Clone)]
struct Column {
    name: String,
    /// The name when it came.
    first: String,
    ty: String,
    nullable: bool,
    default: Option<&'static str>,
}

#[derive(Clone)]
struct Table {
    name: String,
    columns: Vec<Column>,
    key: Vec<String>,
    indexes: Vec<(String, String)>,
    parent: Option<String>,
}

/// A schema, and how to write it down.
#[derive(Clone)]
pub struct Schema {
    tables: Vec<Table>,
    /// Names never come twice, so that nothing is taken for what it is not.
    names: u32,
}

impl Schema {
    /// Some tables that refer to each other.
    pub fn new(random: &mut Random) -> Self {
        let mut schema = Self {
            tables: Vec::new(),
            names: 0,
        };
        for _ in 0..=random.below(3) {
            schema.add_table(random);
        }
        schema
    }

    fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        // Words that scripts use for themselves are names, too.
        let traps = ["", " of", "_v", "_t", "$"];
        format!(
            "{stem}{}{}",
            traps[self.names as usize % traps.len()],
            self.names
        )
    }

    fn add_table(&mut self, random: &mut Random) {
        let parent = match random.below(3) {
            0 => None,
            _ => self.tables.last().map(|table| table.name.clone()),
        };
        let mut table = Table {
            name: self.name("t"),
            columns: vec![Column {
                name: "id".to_owned(),
                first: "id".to_owned(),
                ty: "int".to_owned(),
                nullable: false,
                default: None,
            }],
            key: vec!["id".to_owned()],
            indexes: Vec::new(),
            parent,
        };
        for _ in 0..=random.below(6) {
            let column = self.column(random);
            table.columns.push(column);
        }
        self.tables.push(table);
        let last = self.tables.len() - 1;
        if random.below(2) == 0 {
            self.add_index(last, random);
        }
    }

    fn column(&mut self, random: &mut Random) -> Column {
        let ty = random.of(&TYPES).0.to_owned();
        let nullable = random.below(2) == 0;
        let default = default(&ty).filter(|_| random.below(2) == 0);
        let name = self.name("c");
        Column {
            first: name.clone(),
            name,
            ty,
            nullable,
            default,
        }
    }

    fn add_index(&mut self, table: usize, random: &mut Random) {
        let name = self.name("ix");
        let table = &mut self.tables[table];
        let column = random.of(&table.columns);
        let prefix = match column.ty.as_str() {
            ty if ty.contains("text") || ty.contains("blob") => "(5)",
            ty if ty.starts_with("json") => return,
            _ => "",
        };
        table
            .indexes
            .push((name, format!("`{}`{prefix}", column.name)));
    }

    /// Some edits; `--rename` of those that are renames.
    pub fn edit(&mut self, random: &mut Random) -> Vec<String> {
        let old = self.clone();
        for _ in 0..=random.below(5) {
            self.edit_once(&old, random);
        }
        self.renames(&old)
    }

    fn edit_once(&mut self, old: &Self, random: &mut Random) {
        let at = random.below(self.tables.len());
        let column = 1 + random.below(self.tables[at].columns.len() - 1);
        match random.below(10) {
            0 => self.add_table(random),
            1 => {
                let column = self.column(random);
                let table = &mut self.tables[at];
                let place = 1 + random.below(table.columns.len());
                table.columns.insert(place, column);
            }
            2 if self.tables[at].columns.len() > 2 => {
                let gone = self.tables[at].columns.remove(column);
                let named = format!("`{}`", gone.name);
                let table = &mut self.tables[at];
                table
                    .indexes
                    .retain(|(_, columns)| !columns.contains(&named));
                table.key.retain(|name| *name != gone.name);
            }
            3 => self.retype(old, at, column, random),
            4 => {
                let column = &mut self.tables[at].columns[column];
                column.nullable = true;
                column.default = None;
            }
            5 => self.require(at, column),
            6 => self.add_index(at, random),
            7 => {
                self.tables[at].indexes.pop();
            }
            8 => {
                let table = &mut self.tables[at];
                let moved = table.columns.remove(column);
                let place = 1 + random.below(table.columns.len());
                table.columns.insert(place, moved);
            }
            _ => self.rename(at, column, random),
        }
    }

    /// Only once from the type that the rows were made for.
    fn retype(&mut self, old: &Self, at: usize, column: usize, random: &mut Random) {
        let table = &mut self.tables[at];
        let column = &mut table.columns[column];
        let is_first = old
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .any(|it| it.first == column.first && it.ty == column.ty);
        let named = format!("`{}`", column.name);
        let is_indexed = table
            .indexes
            .iter()
            .any(|(_, columns)| columns.contains(&named));
        let known = TYPES.iter().find(|(ty, _)| *ty == column.ty);
        if let Some((_, others)) = known.filter(|_| is_first && !is_indexed) {
            column.ty = random.of(others).to_owned();
            column.default = column.default.and_then(|_| default(&column.ty));
        }
    }

    fn require(&mut self, at: usize, column: usize) {
        let column = &mut self.tables[at].columns[column];
        if let Some(value) = default(&column.ty) {
            column.nullable = false;
            column.default = Some(value);
        }
    }

    fn rename(&mut self, at: usize, column: usize, random: &mut Random) {
        if random.below(4) == 0 {
            let name = self.name("t");
            let was = std::mem::replace(&mut self.tables[at].name, name.clone());
            for table in &mut self.tables {
                if table.parent.as_ref() == Some(&was) {
                    table.parent = Some(name.clone());
                }
            }
            return;
        }
        let name = self.name("c");
        let table = &mut self.tables[at];
        let was = std::mem::replace(&mut table.columns[column].name, name.clone());
        for (_, columns) in &mut table.indexes {
            *columns = columns.replace(&format!("`{was}`"), &format!("`{name}`"));
        }
    }

    /// What has another name. Tables keep their places in the list.
    fn renames(&self, old: &Self) -> Vec<String> {
        let mut said = Vec::new();
        for (was, now) in old.tables.iter().zip(&self.tables) {
            if was.name != now.name {
                said.push(format!("{}={}", was.name, now.name));
            }
            for column in &now.columns {
                let before = was.columns.iter().find(|it| it.first == column.first);
                if let Some(before) = before.filter(|before| before.name != column.name) {
                    said.push(format!("{}.{}={}", was.name, before.name, column.name));
                }
            }
        }
        said
    }

    /// CREATE TABLE of all.
    pub fn sql(&self) -> String {
        self.tables.iter().map(Table::sql).collect()
    }
}

impl Table {
    fn sql(&self) -> String {
        let column = |column: &Column| {
            let null = if column.nullable { "NULL" } else { "NOT NULL" };
            let auto = if self.key == [column.name.clone()] {
                " AUTO_INCREMENT"
            } else {
                ""
            };
            let default = column.default.map(|value| format!(" DEFAULT {value}"));
            // The collation stands before NULL in every dialect.
            format!(
                "  `{}` {} {null}{}{auto}",
                column.name,
                column.ty,
                default.unwrap_or_default()
            )
        };
        let mut lines: Vec<String> = self.columns.iter().map(column).collect();
        let key: Vec<String> = self.key.iter().map(|name| format!("`{name}`")).collect();
        lines.push(format!("  PRIMARY KEY ({})", key.join(", ")));
        let index = |(name, columns): &(String, String)| format!("  KEY `{name}` ({columns})");
        lines.extend(self.indexes.iter().map(index));
        if let Some(parent) = &self.parent {
            lines.push(format!("  FOREIGN KEY (`id`) REFERENCES `{parent}` (`id`)"));
        }
        format!(
            "CREATE TABLE `{}` (\n{}\n) DEFAULT CHARSET=utf8mb4;\n",
            self.name,
            lines.join(",\n")
        )
    }
}
