//! A schema as its statements left it: what the server would hold after loading the dump.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

/// All tables and views of a dump.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Schema {
    /// Tables in the order of their creation.
    pub tables: Vec<Table>,
    /// Views in the order of their creation.
    pub views: Vec<View>,
    /// Every CREATE of a table, view, trigger, routine or event in order, and what became of it.
    pub definitions: Vec<Definition>,
    /// How many statements of each kind describe no table.
    pub skipped: BTreeMap<String, usize>,
    /// What the user should know of the reading, in sentences.
    pub notes: Vec<String>,
}

/// A statement that creates something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What it creates.
    pub kind: ObjectKind,
    /// Name without the database; empty when it cannot be told.
    pub name: String,
    /// Where the name is.
    pub place: Place,
    /// What became of it.
    pub fate: Fate,
}

/// What a statement creates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A table.
    Table,
    /// A view.
    View,
    /// A trigger.
    Trigger,
    /// A procedure.
    Procedure,
    /// A function.
    Function,
    /// An event.
    Event,
}

/// What became of a definition by the end of the dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is among the tables or views of the schema.
    Kept,
    /// The statement of that line drops it.
    Dropped(u32),
    /// The definition of that line takes its place.
    Replaced(u32),
    /// The definition of that line is there already.
    Repeated(u32),
    /// It stood in for a view until that was created.
    StandIn,
    /// It ends with the session that creates it.
    Temporary,
    /// It is the table in which migrations are recorded.
    Versions,
    /// It cannot be read; a diagnostic says why.
    Unreadable,
    /// Triggers, routines and events are not read.
    NotRead,
}

/// A base table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name without the database.
    pub name: String,
    /// Where it is created.
    pub place: Place,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// PRIMARY KEY columns in key order; empty when there is none.
    pub primary_key: Vec<String>,
    /// Other indexes in order.
    pub indexes: Vec<Index>,
    /// Foreign keys in order.
    pub foreign_keys: Vec<ForeignKey>,
    /// CHECK constraints in order.
    pub checks: Vec<Check>,
    /// COMMENT, empty when there is none.
    pub comment: String,
    /// Default character set, lower case, when said.
    pub charset: Option<String>,
    /// Default collation, lower case, when said.
    pub collation: Option<String>,
    /// Storage engine, as written.
    pub engine: Option<String>,
    /// AUTO_INCREMENT of the table, when said: the number that comes next.
    pub auto_increment: Option<u64>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
    /// Type.
    pub ty: SqlType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// AUTO_INCREMENT.
    pub auto_increment: bool,
    /// DEFAULT, when said.
    pub default: Option<ColumnDefault>,
    /// ON UPDATE CURRENT_TIMESTAMP.
    pub on_update_now: bool,
    /// GENERATED ALWAYS AS.
    pub generated: Option<Generated>,
    /// COMMENT, empty when there is none.
    pub comment: String,
    /// Character set, lower case, when said.
    pub charset: Option<String>,
    /// Collation, lower case, when said.
    pub collation: Option<String>,
    /// INVISIBLE: left out of `SELECT *`.
    pub invisible: bool,
}

/// A DEFAULT.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnDefault {
    /// `DEFAULT NULL`.
    Null,
    /// A constant, as the server would print it: `0` and `'0'` are both `0`.
    Literal(String),
    /// `CURRENT_TIMESTAMP`.
    Now,
    /// Any other expression, as SQL.
    Expression(String),
}

/// The expression of a generated column.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// SQL.
    pub expression: String,
    /// Stored on write, or computed on read.
    pub stored: bool,
}

/// A column's type with all that bounds its values.
#[derive(Debug, Clone, PartialEq)]
pub enum SqlType {
    /// TINYINT to BIGINT.
    Integer {
        /// Bytes: 1, 2, 3, 4 or 8.
        bytes: u8,
        /// UNSIGNED.
        unsigned: bool,
        /// Display width, when said.
        width: Option<u64>,
    },
    /// DECIMAL.
    Decimal {
        /// Digits in all.
        precision: u64,
        /// Digits behind the point.
        scale: u64,
        /// UNSIGNED.
        unsigned: bool,
    },
    /// FLOAT.
    Float {
        /// UNSIGNED.
        unsigned: bool,
    },
    /// DOUBLE.
    Double {
        /// UNSIGNED.
        unsigned: bool,
    },
    /// BIT.
    Bit(u64),
    /// CHAR.
    Char(u64),
    /// VARCHAR.
    Varchar(u64),
    /// TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT.
    Text {
        /// Most bytes: 255, 65,535, 16,777,215 or 4,294,967,295.
        bytes: u64,
    },
    /// BINARY.
    Binary(u64),
    /// VARBINARY.
    Varbinary(u64),
    /// TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB.
    Blob {
        /// Most bytes: 255, 65,535, 16,777,215 or 4,294,967,295.
        bytes: u64,
    },
    /// DATE.
    Date,
    /// TIME with the digits of its fraction.
    Time(u64),
    /// DATETIME with the digits of its fraction.
    DateTime(u64),
    /// TIMESTAMP with the digits of its fraction.
    Timestamp(u64),
    /// YEAR.
    Year,
    /// ENUM with its values.
    Enum(Vec<String>),
    /// SET with its values.
    Set(Vec<String>),
    /// JSON.
    Json,
    /// GEOMETRY, POINT, …
    Geometry {
        /// The kind in upper case.
        kind: String,
        /// SRID, when said: MySQL 8 refuses values of another.
        srid: Option<u32>,
    },
    /// MariaDB's UUID.
    Uuid,
    /// MariaDB's INET4 and INET6.
    Inet(String),
    /// A type that is none of MySQL's: its name as written.
    Other(String),
}

/// An index other than the primary key.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Name, when said.
    pub name: Option<String>,
    /// Where it is defined.
    pub place: Place,
    /// Kind.
    pub kind: IndexKind,
    /// Parts in order.
    pub parts: Vec<KeyPart>,
}

/// What an index is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind {
    /// INDEX or KEY.
    Plain,
    /// UNIQUE.
    Unique,
    /// FULLTEXT.
    Fulltext,
    /// SPATIAL.
    Spatial,
}

/// One part of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPart {
    /// The column, or none for an expression.
    pub column: Option<String>,
    /// Characters or bytes indexed, when only a prefix is.
    pub prefix: Option<u64>,
    /// Descending.
    pub descending: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignKey {
    /// Constraint name, when said.
    pub name: Option<String>,
    /// Where it is defined.
    pub place: Place,
    /// Columns of this table.
    pub columns: Vec<String>,
    /// The other table.
    pub table: String,
    /// Columns of the other table; empty means its primary key.
    pub referred: Vec<String>,
    /// ON DELETE as SQL, when said.
    pub on_delete: Option<String>,
    /// ON UPDATE as SQL, when said.
    pub on_update: Option<String>,
}

/// A CHECK constraint.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Name, when said.
    pub name: Option<String>,
    /// The column that it stands with, when it does not stand among the columns.
    pub column: Option<String>,
    /// SQL.
    pub expression: String,
    /// Whether the server enforces it.
    pub enforced: bool,
}

/// A view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Name without the database.
    pub name: String,
    /// Where it is created.
    pub place: Place,
    /// Column names, when the statement lists them.
    pub columns: Vec<String>,
    /// The SELECT.
    pub query: Box<sqlparser::ast::Query>,
}

impl Schema {
    /// The table that a name means: the one of its very case, else the only one that differs in case alone.
    pub fn table(&self, name: &str) -> Option<&Table> {
        let index = meant(&self.tables, name, |table| &table.name)?;
        self.tables.get(index)
    }
}

impl Table {
    /// The column of that name, whatever its case.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| same_name(&column.name, name))
    }
}

/// The position in a list of the table or view that a name means.
///
/// Names of tables differ by case on a server on Linux, and not on one on Windows or macOS, whose scripts write them in any
/// case (MySQL manual, Identifier Case Sensitivity). So the one of the very case is meant, and else the only one that
/// differs in case alone.
pub(crate) fn meant<T>(list: &[T], name: &str, name_of: impl Fn(&T) -> &str) -> Option<usize> {
    let exact = list.iter().position(|item| name_of(item) == name);
    exact.or_else(|| {
        let mut alike = (0..list.len()).filter(|&index| same_name(name_of(&list[index]), name));
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// Whether two names differ in case alone at most: names of columns, keys and constraints are one to the server then.
pub(crate) fn same_name(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || (!(left.is_ascii() && right.is_ascii()) && left.to_lowercase() == right.to_lowercase())
}
