-- The schema for SQLite, made from the MySQL schema by scaffold: every type in the form that the service reads and writes.
-- The collations MYSQL_…, DECIMAL and TIME come from the service; another program must register them before it writes.

CREATE TABLE "categories" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "parent_id" INTEGER,
  "name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "key" TEXT COLLATE MYSQL_BIN NOT NULL CONSTRAINT "character set of key" CHECK ("key" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "position" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "categories_parent" FOREIGN KEY ("parent_id") REFERENCES "categories" ("id") ON DELETE SET NULL
) STRICT;
CREATE UNIQUE INDEX "ix_categories_1" ON "categories" ("key");
CREATE INDEX "ix_categories_2" ON "categories" ("parent_id");

CREATE TABLE "countries" (
  "code" TEXT COLLATE MYSQL_BIN NOT NULL CONSTRAINT "character set of code" CHECK ("code" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "currency" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL DEFAULT 'EUR',
  "vat_rate" TEXT COLLATE DECIMAL NOT NULL DEFAULT '0.00',
  PRIMARY KEY ("code")
) STRICT;
CREATE TRIGGER "tr_countries_insert" AFTER INSERT ON "countries" FOR EACH ROW
  WHEN NEW."code" GLOB '* ' OR NEW."currency" GLOB '* '
BEGIN
  UPDATE "countries" SET "code" = rtrim("code", ' '), "currency" = rtrim("currency", ' ') WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER "tr_countries_update" AFTER UPDATE ON "countries" FOR EACH ROW
  WHEN NEW."code" GLOB '* ' OR NEW."currency" GLOB '* '
BEGIN
  UPDATE "countries" SET "code" = rtrim("code", ' '), "currency" = rtrim("currency", ' ') WHERE rowid = NEW.rowid;
END;

CREATE TABLE "customers" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "email" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "password_hash" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "full_name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "country_code" TEXT COLLATE MYSQL_BIN NOT NULL DEFAULT 'DE' CONSTRAINT "character set of country_code" CHECK ("country_code" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "tier" TEXT NOT NULL DEFAULT 'bronze' CHECK ("tier" IN ('bronze', 'silver', 'gold', '')),
  "interests" TEXT NOT NULL DEFAULT '',
  "preferences" TEXT,
  "newsletter" INTEGER NOT NULL DEFAULT 1,
  "born_on" TEXT,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now')),
  "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now')),
  "deleted_at" TEXT,
  CONSTRAINT "customers_country" FOREIGN KEY ("country_code") REFERENCES "countries" ("code") ON UPDATE CASCADE
) STRICT;
CREATE UNIQUE INDEX "ix_customers_1" ON "customers" ("email");
CREATE INDEX "ix_customers_2" ON "customers" ("country_code");
CREATE INDEX "ix_customers_3" ON "customers" ("tier", "created_at");
CREATE TRIGGER "tr_customers_insert" AFTER INSERT ON "customers" FOR EACH ROW
  WHEN NEW."country_code" GLOB '* '
BEGIN
  UPDATE "customers" SET "country_code" = rtrim("country_code", ' ') WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER "tr_customers_update" AFTER UPDATE ON "customers" FOR EACH ROW
  WHEN NEW."country_code" GLOB '* '
BEGIN
  UPDATE "customers" SET "country_code" = rtrim("country_code", ' ') WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER "tr_customers_updated_at" AFTER UPDATE ON "customers" FOR EACH ROW
  WHEN NEW."updated_at" IS OLD."updated_at" AND (NEW."id" IS NOT OLD."id" OR NEW."email" IS NOT OLD."email" OR NEW."password_hash" IS NOT OLD."password_hash" OR NEW."full_name" IS NOT OLD."full_name" OR NEW."country_code" IS NOT OLD."country_code" OR NEW."tier" IS NOT OLD."tier" OR NEW."interests" IS NOT OLD."interests" OR NEW."preferences" IS NOT OLD."preferences" OR NEW."newsletter" IS NOT OLD."newsletter" OR NEW."born_on" IS NOT OLD."born_on" OR NEW."created_at" IS NOT OLD."created_at" OR NEW."deleted_at" IS NOT OLD."deleted_at")
BEGIN
  UPDATE "customers" SET "updated_at" = strftime('%Y-%m-%d %H:%M:%S', 'now') WHERE rowid = NEW.rowid;
END;

CREATE TABLE "warehouses" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "manager_id" INTEGER NOT NULL,
  "name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "country_code" TEXT COLLATE MYSQL_BIN NOT NULL CONSTRAINT "character set of country_code" CHECK ("country_code" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "opens_at" TEXT COLLATE TIME NOT NULL DEFAULT '08:00:00',
  CONSTRAINT "warehouses_manager" FOREIGN KEY ("manager_id") REFERENCES "employees" ("id"),
  CONSTRAINT "warehouses_country" FOREIGN KEY ("country_code") REFERENCES "countries" ("code")
) STRICT;
CREATE UNIQUE INDEX "ix_warehouses_1" ON "warehouses" ("manager_id");
CREATE INDEX "ix_warehouses_2" ON "warehouses" ("country_code");
CREATE TRIGGER "tr_warehouses_insert" AFTER INSERT ON "warehouses" FOR EACH ROW
  WHEN NEW."country_code" GLOB '* '
BEGIN
  UPDATE "warehouses" SET "country_code" = rtrim("country_code", ' ') WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER "tr_warehouses_update" AFTER UPDATE ON "warehouses" FOR EACH ROW
  WHEN NEW."country_code" GLOB '* '
BEGIN
  UPDATE "warehouses" SET "country_code" = rtrim("country_code", ' ') WHERE rowid = NEW.rowid;
END;

CREATE TABLE "employees" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "warehouse_id" INTEGER NOT NULL,
  "reports_to" INTEGER,
  "name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "hired_in" INTEGER NOT NULL,
  "api_token" BLOB,
  "permissions" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "employees_warehouse" FOREIGN KEY ("warehouse_id") REFERENCES "warehouses" ("id"),
  CONSTRAINT "employees_reports_to" FOREIGN KEY ("reports_to") REFERENCES "employees" ("id") ON DELETE SET NULL
) STRICT;
CREATE INDEX "ix_employees_1" ON "employees" ("warehouse_id");
CREATE INDEX "ix_employees_2" ON "employees" ("reports_to");

CREATE TABLE "products" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "sku" TEXT COLLATE MYSQL_BIN NOT NULL CONSTRAINT "character set of sku" CHECK ("sku" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "category_id" INTEGER NOT NULL,
  "type" TEXT NOT NULL DEFAULT 'simple' CHECK ("type" IN ('simple', 'bundle', 'gift-card', '2nd hand', '')),
  "title" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "description" TEXT COLLATE MYSQL_UNICODE_CI,
  "price" TEXT COLLATE DECIMAL NOT NULL,
  "weight_kg" REAL,
  "attributes" TEXT,
  "photo" BLOB,
  "active" INTEGER NOT NULL DEFAULT 1,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
  "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
  "deleted_at" TEXT,
  CONSTRAINT "products_price_positive" CHECK (((replace("price", '.', '') + 0) >= (0 * 100))),
  CONSTRAINT "products_category" FOREIGN KEY ("category_id") REFERENCES "categories" ("id")
) STRICT;
CREATE UNIQUE INDEX "ix_products_1" ON "products" ("sku");
CREATE INDEX "ix_products_2" ON "products" ("category_id", "title");
CREATE INDEX "ix_products_3" ON "products" ("price");
CREATE TRIGGER "tr_products_updated_at" AFTER UPDATE ON "products" FOR EACH ROW
  WHEN NEW."updated_at" IS OLD."updated_at" AND (NEW."id" IS NOT OLD."id" OR NEW."sku" IS NOT OLD."sku" OR NEW."category_id" IS NOT OLD."category_id" OR NEW."type" IS NOT OLD."type" OR NEW."title" IS NOT OLD."title" OR NEW."description" IS NOT OLD."description" OR NEW."price" IS NOT OLD."price" OR NEW."weight_kg" IS NOT OLD."weight_kg" OR NEW."attributes" IS NOT OLD."attributes" OR NEW."photo" IS NOT OLD."photo" OR NEW."active" IS NOT OLD."active" OR NEW."created_at" IS NOT OLD."created_at" OR NEW."deleted_at" IS NOT OLD."deleted_at")
BEGIN
  UPDATE "products" SET "updated_at" = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE rowid = NEW.rowid;
END;

CREATE TABLE "stock" (
  "warehouse_id" INTEGER NOT NULL,
  "product_id" INTEGER NOT NULL,
  "count" INTEGER NOT NULL DEFAULT 0,
  "limit" INTEGER,
  "counted_at" TEXT,
  PRIMARY KEY ("warehouse_id", "product_id"),
  CONSTRAINT "stock_warehouse" FOREIGN KEY ("warehouse_id") REFERENCES "warehouses" ("id") ON DELETE CASCADE,
  CONSTRAINT "stock_product" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_stock_1" ON "stock" ("product_id");

CREATE TABLE "order" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "customer_id" INTEGER NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'new' CHECK ("status" IN ('new', 'paid', 'shipped', 'cancelled', '')),
  "group" TEXT COLLATE MYSQL_UNICODE_CI,
  "discount" TEXT COLLATE DECIMAL NOT NULL DEFAULT '0.00',
  "shipping" TEXT COLLATE DECIMAL NOT NULL DEFAULT '4.90',
  "note" TEXT COLLATE MYSQL_UNICODE_CI,
  "ordered_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%S', 'now')),
  "paid_at" TEXT,
  "row_version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "order_customer" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id")
) STRICT;
CREATE INDEX "ix_order_1" ON "order" ("customer_id", "ordered_at");
CREATE INDEX "ix_order_2" ON "order" ("status");

CREATE TABLE "order_items" (
  "order_id" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "product_id" INTEGER NOT NULL,
  "quantity" INTEGER NOT NULL DEFAULT 1,
  "unit_price" TEXT COLLATE DECIMAL NOT NULL,
  "total" TEXT COLLATE DECIMAL GENERATED ALWAYS AS (CASE typeof(("quantity" * (replace("unit_price", '.', '') + 0))) WHEN 'integer' THEN printf('%s%d.%02d', iif(("quantity" * (replace("unit_price", '.', '') + 0)) < 0, '-', ''), abs(("quantity" * (replace("unit_price", '.', '') + 0))) / 100, abs(("quantity" * (replace("unit_price", '.', '') + 0))) % 100) ELSE ("quantity" * (replace("unit_price", '.', '') + 0)) END) STORED,
  PRIMARY KEY ("order_id", "line"),
  CONSTRAINT "order_items_quantity" CHECK ((("quantity" >= 1 AND "quantity" <= 10000))),
  CONSTRAINT "order_items_order" FOREIGN KEY ("order_id") REFERENCES "order" ("id") ON DELETE CASCADE,
  CONSTRAINT "order_items_product" FOREIGN KEY ("product_id") REFERENCES "products" ("id")
) STRICT;
CREATE INDEX "ix_order_items_1" ON "order_items" ("product_id");

CREATE TABLE "vouchers" (
  "code" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "customer_id" INTEGER,
  "percent" INTEGER NOT NULL,
  "valid_from" TEXT NOT NULL,
  "valid_until" TEXT,
  PRIMARY KEY ("code"),
  CONSTRAINT "vouchers_customer" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON DELETE CASCADE
) STRICT;
CREATE INDEX "ix_vouchers_1" ON "vouchers" ("customer_id");

CREATE TABLE "translations" (
  "product_id" INTEGER NOT NULL,
  "locale" TEXT COLLATE MYSQL_BIN NOT NULL CONSTRAINT "character set of locale" CHECK ("locale" NOT GLOB '*[^' || char(1, 45, 127) || ']*'),
  "title" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  PRIMARY KEY ("product_id", "locale"),
  CONSTRAINT "translations_product" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE
) STRICT;

CREATE TABLE "t_settings" (
  "name" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "value" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  PRIMARY KEY ("name")
) STRICT;

CREATE TABLE "access_log" (
  "at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'),
  "customer_id" INTEGER,
  "path" TEXT COLLATE MYSQL_UNICODE_CI NOT NULL,
  "status" INTEGER NOT NULL,
  "duration_ms" REAL
) STRICT;
CREATE INDEX "ix_access_log_1" ON "access_log" ("at");
CREATE INDEX "ix_access_log_2" ON "access_log" ("customer_id");

CREATE TABLE "tmp_import" (
  "line" TEXT COLLATE MYSQL_UNICODE_CI
) STRICT;

CREATE VIEW "order_totals" AS
SELECT "o"."id" AS "order_id", "c"."full_name" AS "customer", "o"."status" AS "status", count("i"."line") AS "lines", CASE typeof(sum((replace("i"."total", '.', '') + 0))) WHEN 'integer' THEN printf('%s%d.%02d', iif(sum((replace("i"."total", '.', '') + 0)) < 0, '-', ''), abs(sum((replace("i"."total", '.', '') + 0))) / 100, abs(sum((replace("i"."total", '.', '') + 0))) % 100) ELSE sum((replace("i"."total", '.', '') + 0)) END AS "goods", CASE typeof(max((replace("i"."unit_price", '.', '') + 0))) WHEN 'integer' THEN printf('%s%d.%02d', iif(max((replace("i"."unit_price", '.', '') + 0)) < 0, '-', ''), abs(max((replace("i"."unit_price", '.', '') + 0))) / 100, abs(max((replace("i"."unit_price", '.', '') + 0))) % 100) ELSE max((replace("i"."unit_price", '.', '') + 0)) END AS "dearest", (CASE WHEN ("o"."paid_at" IS NULL) THEN 'open' ELSE 'settled' END) AS "state" FROM "order" AS "o" JOIN "customers" AS "c" ON ("c"."id" = "o"."customer_id") LEFT JOIN "order_items" AS "i" ON ("i"."order_id" = "o"."id") GROUP BY "o"."id", "c"."full_name", "o"."status", "o"."paid_at";
