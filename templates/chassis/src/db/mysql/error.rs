//! The driver's errors to [`DbError`], by the server's error number.
//!
//! Numbers: MySQL reference manual, "Server Error Message Reference", and MariaDB's "MariaDB Error Code Reference".

use mysql_async::{DriverError, Error, ServerError};

use crate::db::DbError;

/// An error of the driver or the server.
pub(crate) fn from_driver(error: Error) -> DbError {
    match error {
        Error::Server(error) => from_server(&error),
        Error::Io(error) => DbError::Unavailable(error.to_string()),
        Error::Driver(
            error @ (DriverError::ConnectionClosed
            | DriverError::PoolDisconnected
            | DriverError::PacketOutOfOrder
            | DriverError::UnknownAuthPlugin { .. }),
        ) => DbError::Unavailable(error.to_string()),
        error => DbError::Other(error.to_string()),
    }
}

fn from_server(error: &ServerError) -> DbError {
    let message = error.message.as_str();
    let other = || format!("{} ({})", error.message, error.code);
    match error.code {
        // Full, shutting down, login refused, no such database, host blocked, connection killed.
        1040 | 1044 | 1045 | 1049 | 1053 | 1129 | 1130 | 1203 | 1226 | 1698 | 1927 => {
            DbError::Unavailable(other())
        }
        1022 | 1062 | 1586 => DbError::Duplicate {
            constraint: key_name(message).to_owned(),
        },
        // AUTO_INCREMENT is at the end of its type: the next number is always taken. 167 is the storage engine's own.
        167 | 1467 => DbError::Duplicate {
            constraint: "AUTO_INCREMENT".to_owned(),
        },
        1216 | 1452 => DbError::ForeignKey {
            parent_missing: true,
            detail: foreign_key(message).to_owned(),
        },
        1217 | 1451 => DbError::ForeignKey {
            parent_missing: false,
            detail: foreign_key(message).to_owned(),
        },
        1048 | 1263 | 1364 => DbError::NotNull {
            column: quoted(message).map(str::to_owned),
        },
        1406 => DbError::TooLong {
            column: column(message),
        },
        1264 | 1690 => DbError::OutOfRange {
            column: column(message),
        },
        3819 | 4025 => DbError::Check {
            constraint: quoted(message).unwrap_or_default().to_owned(),
        },
        // A trigger's own refusal: SIGNAL SQLSTATE '45000'. 1526: no partition takes the row.
        1526 | 1644 => DbError::Check {
            constraint: message.to_owned(),
        },
        1265 | 1292 | 1366 | 1411 | 1416 | 1525 | 3140 | 3157 => DbError::Incorrect {
            column: column(message),
        },
        1267 | 1270 | 1271 | 3988 => DbError::Incomparable(other()),
        1020 | 1205 | 1213 | 3572 => DbError::Retry(other()),
        1969 | 3024 => DbError::Timeout,
        1290 | 1792 | 1836 => DbError::ReadOnly(other()),
        // 1449: the definer of a view or trigger does not exist.
        1054 | 1146 | 1305 | 1356 | 1449 | 1630 => DbError::Missing(other()),
        _ => DbError::Other(other()),
    }
}

/// `email` of "Duplicate entry 'x' for key 'email'"; MySQL 8 puts the table and a point before it.
///
/// The entry itself may hold quotes, so it is read from the end.
fn key_name(message: &str) -> &str {
    let key = message
        .rsplit_once("key '")
        .map(|(_, rest)| rest.strip_suffix('\'').unwrap_or(rest));
    let key = key.unwrap_or_default();
    key.rsplit_once('.').map_or(key, |(_, name)| name)
}

/// The constraint of "… fails (`db`.`table`, CONSTRAINT `fk` FOREIGN KEY …)".
fn foreign_key(message: &str) -> &str {
    let detail = message
        .split_once("CONSTRAINT ")
        .map(|(_, constraint)| constraint.strip_suffix(')').unwrap_or(constraint));
    detail.unwrap_or(message)
}

/// The first name in quotes of either kind.
fn quoted(message: &str) -> Option<&str> {
    let start = message.find(['\'', '`'])?;
    let quote = message.get(start..=start)?;
    let rest = message.get(start + 1..)?;
    rest.split(quote).next()
}

/// The column of "… for column 'price' at row 1"; MariaDB writes "`db`.`table`.`price`".
///
/// Read from the end, since the value in front of it may hold anything.
fn column(message: &str) -> String {
    let Some((_, rest)) = message.rsplit_once("column ") else {
        return String::new();
    };
    let name = rest.split(" at row ").next().unwrap_or(rest);
    let name = name.rsplit('.').next().unwrap_or(name);
    name.trim_matches(['\'', '`']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: u16, message: &str) -> DbError {
        from_driver(Error::Server(ServerError {
            code,
            message: message.to_owned(),
            state: "HY000".to_owned(),
        }))
    }

    #[test]
    fn key_names_of_both_servers() {
        let duplicate = |constraint: &str| DbError::Duplicate {
            constraint: constraint.to_owned(),
        };
        let mariadb = "Duplicate entry 'a for key 'b'' for key 'email'";
        assert_eq!(error(1062, mariadb), duplicate("email"));
        let mysql = "Duplicate entry 'a' for key 'users.email'";
        assert_eq!(error(1062, mysql), duplicate("email"));
    }

    #[test]
    fn columns_of_both_servers() {
        let incorrect = |column: &str| DbError::Incorrect {
            column: column.to_owned(),
        };
        let mariadb = "Incorrect integer value: 'column x' for column `shop`.`t`.`price` at row 1";
        assert_eq!(error(1366, mariadb), incorrect("price"));
        let mysql = "Incorrect integer value: 'x' for column 'price' at row 1";
        assert_eq!(error(1366, mysql), incorrect("price"));
        let unnamed = "Truncated incorrect DOUBLE value: 'abc'";
        assert_eq!(error(1292, unnamed), incorrect(""));
    }

    #[test]
    fn checks_of_both_servers() {
        let check = DbError::Check {
            constraint: "positive".to_owned(),
        };
        assert_eq!(
            error(4025, "CONSTRAINT `positive` failed for `shop`.`t`"),
            check
        );
        assert_eq!(
            error(3819, "Check constraint 'positive' is violated."),
            check
        );
    }
}
