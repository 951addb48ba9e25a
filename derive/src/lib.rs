//! `#[derive(Resource)]`: a REST resource from a struct; `#[derive(Enum)]`: the values of an ENUM or SET column;
//! `#[derive(Object)]`: what a custom endpoint takes or gives.
//!
//! Several `#[resource(…)]` on one item add up. On the struct:
//!
//! | words | |
//! |---|---|
//! | `table = "…"` | required |
//! | `path = "…"`, `view`, `comment = "…"` | |
//! | `operations(list, get, create, replace, update, delete)` | all that the table allows when absent; `restore` and `bulk` are carried |
//! | `custom(update)` | operations that the service's own code runs: what `App::resource_with` is given must implement `chassis::custom::Update` |
//! | `hooks` | the service's own code is around the operations: `App::build` refuses a service that registers it without |
//! | `filter(add("a"), remove("b"))`, `sort(add("a"))` | the same as `filter` and `sort` on these fields |
//! | `page_size(default = 20, max = 100)` | |
//! | `payloads(Create, Patch)` | names of the structs of a new row and of a change, which stand beside this one; these when absent |
//! | `sqlite = "orders_"` | the table's name on SQLite, where another has its own but for the case |
//! | `time_zone = "Asia/Shanghai"` | the zone of DATETIME columns |
//! | `crate = "::chassis"` | where the support crate is, when it is renamed; on an enum, too |
//! | `belongs_to("table", columns("a", "b"), keys("x", "y"))` | one for each foreign key of several columns |
//! | `check("name", rules("price >= 0"))` | one for each CHECK, by each of its names, with what is told before the database sees a row: `c >= 0`, `c IN (1, 2)`, `char_length(c) > 0`, `c <= other` |
//! | `check("name", columns("a", "b"))` | a CHECK that only the database can evaluate |
//! | `delete = "hard"`, `"forbidden"` | what DELETE does; forbidden is not offered |
//!
//! What follows is checked and carried, and **not enforced yet**; above all, `access` leaves the service open:
//!
//! | words | |
//! |---|---|
//! | `access = "user"`, `access("role:a", "owner:user_id & role:b")` | who may: any of the rules, each of which may want several things |
//! | `access(read = "public", write = "user", delete("role:a", "role:b"))` | the same for some operations; the narrowest that names one holds |
//! | `delete(soft = "deleted_at", unique = "restore")` | DELETE marks the row (it answers 501 until it does); `"conflict"` when `unique` is absent, or `"tombstone"` |
//! | `delete(soft(column = "state", deleted = "9", alive = "1"))` | the same with values that mark |
//! | `etag = "row_version"`, `require_if_match` | the column behind ETag and If-Match; no write without If-Match |
//! | `expand("customer")`, `nested("items")` | relations to see with a row, and to write with it |
//! | `events(created, updated, deleted)` | changes that are told to others |
//! | `version("v1", delete = "hard", operations(list), column("total", name = "sum"))` | one for each version of the API in which something is otherwise |
//!
//! On a field, whose Rust type is the column's type and `Option` of it when the column may be NULL:
//!
//! | words | |
//! |---|---|
//! | `key`, `key = 0` | part of the key, by the order of the fields or by number |
//! | `auto`, `default = "…"`, `default(sql = "…")`, `generated` | what fills the column |
//! | `on_update` | a change of the row sets it to the current time |
//! | `column = "…"`, `name = "…"` | the column, unless named as the field; the JSON member, unless named as the column |
//! | `length = 80` | of `String` and `Bytes` |
//! | `precision = 10, scale = 2` | of `Decimal`, required |
//! | `fraction = 6` | digits of a second: of `Time`, `DateTime`, `Timestamp` |
//! | `year`, `bits = 8` | YEAR as `u16`, BIT(8) as `u64` |
//! | `geometry = "Point"`, `srid = 4326` | what `Geometry` is, unless any; the only reference system of its values |
//! | `range(min = 0, max = 9)` | of numbers |
//! | `read_only`, `write_only`, `hidden` | who sees and writes it |
//! | `filter`, `sort` | what lists may do with it |
//! | `zero_date = "null"`, `"error"`, `"text"` | what `0000-00-00` becomes |
//! | `big_integers = "string"` | 64-bit integers as JSON strings |
//! | `comment = "…"` | |
//! | `belongs_to("table", "key")` | a foreign key of this column alone |
//!
//! Fields of an object take those of these words that are about types, and `name`, `default = "…"`, `range`, `comment`;
//! besides `object`, when their type is one itself, and `parameter`, when the path or the query gives them. `Option` is
//! what may be left out, `Vec` a list; `time_zone` and `crate` stand on the struct.

//! Everything that is wrong with an item is told at once, each fault at its own place, and code that uses the item gets no
//! errors of its own. Fields under `cfg` are columns where the condition holds: the compiler resolves it before the derive
//! runs. A resource has no generic parameters. Two resources of one module need other names of payloads for one of them,
//! `payloads(NewOrder, OrderPatch)`; else the compiler says at the second struct that `Create` is defined multiple times.
//! `scaffold expand FILE` prints what the derives write.

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// The metadata and row mapping of a struct; `chassis::Resource` tells what it gives.
#[proc_macro_derive(Resource, attributes(resource))]
pub fn resource(input: TokenStream) -> TokenStream {
    chassis_model::expand::resource(&parse_macro_input!(input as DeriveInput)).into()
}

/// The values of a fieldless enum, for columns of type ENUM and SET.
#[proc_macro_derive(Enum, attributes(resource, value))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    chassis_model::expand::enumeration(&parse_macro_input!(input as DeriveInput)).into()
}

/// The members of a struct that is a JSON object; `chassis::Object` tells what it gives.
#[proc_macro_derive(Object, attributes(resource))]
pub fn object(input: TokenStream) -> TokenStream {
    chassis_model::expand::object(&parse_macro_input!(input as DeriveInput)).into()
}
