-- A shop on its first day.
CREATE TABLE `customers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(60) NOT NULL,
  `email` varchar(120) DEFAULT NULL,
  `street` varchar(100) DEFAULT NULL,
  `city` char(40) DEFAULT NULL,
  `since` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `products` (
  `code` varchar(20) NOT NULL,
  `title` varchar(100) NOT NULL,
  `price` decimal(8,3) NOT NULL,
  `stock` int(11) NOT NULL DEFAULT 0,
  `weight` varchar(20) DEFAULT NULL,
  `tags` set('new','sale','gift') DEFAULT NULL,
  PRIMARY KEY (`code`),
  KEY `title` (`title`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `orders` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `customer_id` int(10) unsigned NOT NULL,
  `state` enum('open','paid') NOT NULL DEFAULT 'open',
  `total` decimal(10,2) NOT NULL DEFAULT 0.00,
  `note` text DEFAULT NULL,
  `changed` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `customer_id` (`customer_id`),
  CONSTRAINT `orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `order_items` (
  `order_id` bigint(20) NOT NULL,
  `product` varchar(20) NOT NULL,
  `quantity` int(11) NOT NULL,
  `price` decimal(8,3) NOT NULL,
  KEY `order_id` (`order_id`),
  KEY `product` (`product`),
  CONSTRAINT `items_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `items_product` FOREIGN KEY (`product`) REFERENCES `products` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `visits` (
  `at` datetime(3) NOT NULL,
  `page` varchar(200) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE VIEW `open_orders` AS SELECT `id`, `customer_id`, `total` FROM `orders` WHERE `state` = 'open';

INSERT INTO `customers` VALUES
  (1, 'Ada', 'ada@example.org', 'Byron Street 1', 'London', '2020-01-02 03:04:05'),
  (2, 'Grace O''Hopper', NULL, NULL, NULL, '2020-02-29 23:59:59'),
  (7, '李小龙 🐉', 'lee@example.org', 'C:\\temp', 'Hong Kong', '2021-12-31 00:00:00');
INSERT INTO `products` VALUES
  ('pen', 'Pen', 1.234, 10, '12', 'new,gift'),
  ('ink', 'Ink; 50 ml', 99999.995, 0, '55.5', ''),
  ('pad', 'Pad', 0.005, -3, NULL, NULL);
INSERT INTO `orders` VALUES
  (1, 1, 'paid', 2.47, 'first', '2020-01-03 00:00:00'),
  (2, 7, 'open', 0.00, NULL, '2022-01-03 10:20:30');
INSERT INTO `order_items` VALUES
  (1, 'pen', 2, 1.234), (1, 'pad', 1, 0.005), (2, 'ink', 1, 99999.995);
INSERT INTO `visits` VALUES ('2020-01-02 03:04:05.678', '/'), ('2020-01-02 03:04:05.678', '/');
