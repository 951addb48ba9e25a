-- Tables whose rules can be broken. What begins with zq_ must never leave the service.
CREATE TABLE regions (
  tenant INT NOT NULL,
  code CHAR(4) NOT NULL,
  PRIMARY KEY (tenant, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE customers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(40) NOT NULL,
  badge VARCHAR(20) NOT NULL,
  zq_vault VARCHAR(20) NOT NULL DEFAULT 'v',
  tenant INT NULL,
  region CHAR(4) NULL,
  score TINYINT UNSIGNED NOT NULL DEFAULT 0,
  level SMALLINT NOT NULL DEFAULT 2,
  note TINYTEXT NULL,
  price DECIMAL(6,2) NOT NULL DEFAULT 1.00,
  twice DECIMAL(6,2) GENERATED ALWAYS AS (price * 2) STORED,
  UNIQUE KEY zq_email (email),
  UNIQUE KEY zq_vault_badge (zq_vault, badge),
  CONSTRAINT zq_even CHECK (level % 2 = 0),
  CONSTRAINT zq_region FOREIGN KEY (tenant, region) REFERENCES regions (tenant, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE orders (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  CONSTRAINT zq_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE order_lines (
  order_id INT UNSIGNED NOT NULL,
  line INT NOT NULL,
  PRIMARY KEY (order_id, line),
  CONSTRAINT zq_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE payments (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id INT UNSIGNED NOT NULL,
  CONSTRAINT zq_paid FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE zq_audit (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  CONSTRAINT zq_audited FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
