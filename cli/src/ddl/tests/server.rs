//! Which executable comments apply.

use super::super::Server;
use super::read_all;

/// The columns that a script's table has, of those that version comments hold.
fn read(header: &str, server: Option<Server>) -> (Vec<String>, Vec<String>) {
    let text = format!(
        "{header}CREATE TABLE t (a int /*!40101 , b int */ /*!50100 , c int */ /*!50706 , d int */ /*!80016 , e int */
         /*!100100 , f int */ /*M!100200 , g int */ /*!90000 , h int */ /*M!999999 , i int */ /*! , j int */);"
    );
    let (schema, faults) = read_all(text.as_bytes(), server);
    assert!(faults.is_empty(), "{faults:?}");
    let columns = schema.tables[0].columns.iter();
    (
        columns.map(|column| column.name.clone()).collect(),
        schema.notes,
    )
}

const UNKNOWN: [&str; 4] = ["a", "b", "c", "j"];
const MYSQL: [&str; 6] = ["a", "b", "c", "d", "e", "j"];
const MARIADB: [&str; 6] = ["a", "b", "c", "f", "g", "j"];

#[test]
fn clauses_of_one_family_wait_for_its_name() {
    let (columns, notes) = read("", None);
    assert_eq!(columns, UNKNOWN);
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].starts_with("2 version comments for MySQL 5.7 or newer were left out"),
        "{notes:?}"
    );
    assert_eq!(
        read("", Some(Server::Mysql)),
        (MYSQL.map(str::to_owned).to_vec(), vec![])
    );
    assert_eq!(
        read("", Some(Server::Mariadb)),
        (MARIADB.map(str::to_owned).to_vec(), vec![])
    );
}

#[test]
fn the_header_names_the_server() {
    for header in [
        "-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)\n",
        "-- MySQL dump 10.13  Distrib 5.7.26\n",
        "-- Server version\t8.0.33\n",
        "-- Server version: 5.7.30\n",
        "/*\n Source Server Version : 50719\n*/\n",
        "\u{feff}-- Host: x\r\n-- Server version\t8.4.0\r\n",
    ] {
        assert_eq!(read(header, None).0, MYSQL, "{header}");
    }
    for header in [
        "-- MariaDB dump 10.19  Distrib 10.6.12-MariaDB\n",
        "-- MySQL dump 10.16  Distrib 10.1.48-MariaDB\n",
        "/*M!999999\\- enable the sandbox mode */\n",
        "-- Server version: 10.4.32-MariaDB\n",
        "-- Server version 8.0.33\n-- Server version 10.5-MariaDB\n",
    ] {
        assert_eq!(read(header, None).0, MARIADB, "{header}");
    }
    for header in [
        "-- MySQL dump 10.13  Distrib 5.6.10\n",
        "-- a dump\n",
        // Neither rows nor statements are a header.
        "INSERT INTO x VALUES ('\n-- Server version 8.0.33\n');\n",
        "SELECT '\n-- MariaDB\n';\n",
    ] {
        assert_eq!(read(header, None).0, UNKNOWN, "{header}");
    }
}

#[test]
fn the_user_overrules_the_header() {
    let header = "-- MariaDB dump\n";
    assert_eq!(read(header, Some(Server::Mysql)).0, MYSQL);
    let header = "-- Server version 8.0.33\n";
    assert_eq!(read(header, Some(Server::Mariadb)).0, MARIADB);
}
