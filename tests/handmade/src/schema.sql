CREATE TABLE "books" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "isbn" TEXT COLLATE MYSQL_CI NOT NULL,
  "title" TEXT COLLATE MYSQL_CI NOT NULL,
  "copies" INTEGER NOT NULL DEFAULT 1,
  "shelf" TEXT COLLATE MYSQL_CI,
  UNIQUE ("isbn")
) STRICT;

CREATE TABLE "loans" (
  "book_id" INTEGER NOT NULL REFERENCES "books" ("id"),
  "reader" TEXT COLLATE MYSQL_CI NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'out' CHECK ("state" IN ('out', 'back')),
  "due" TEXT NOT NULL,
  PRIMARY KEY ("book_id", "reader")
) STRICT;
