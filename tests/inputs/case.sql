-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)
-- Names of tables that differ in case alone, as a server on Linux keeps them apart; and references in the case of each.

DROP TABLE IF EXISTS `Customers`;
CREATE TABLE `Customers` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(40) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;

INSERT INTO `Customers` VALUES (1,'Ann'),(2,'Bob');

DROP TABLE IF EXISTS `Orders`;
CREATE TABLE `Orders` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int unsigned NOT NULL,
  `total` decimal(9,2) NOT NULL,
  `changed_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `customer` (`customer_id`),
  CONSTRAINT `orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `Customers` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=11 DEFAULT CHARSET=utf8mb4;

INSERT INTO `Orders` (`id`, `customer_id`, `total`) VALUES (10,1,'9.90');

DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `code` char(8) NOT NULL,
  `changed_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `code` (`code`)
) ENGINE=InnoDB AUTO_INCREMENT=22 DEFAULT CHARSET=utf8mb4;

INSERT INTO `orders` (`id`, `code`) VALUES (20,'old-1'),(21,'old-2');

DROP TABLE IF EXISTS `lines`;
CREATE TABLE `lines` (
  `order_id` int unsigned NOT NULL,
  `line` smallint unsigned NOT NULL,
  `old_id` int unsigned DEFAULT NULL,
  PRIMARY KEY (`order_id`,`line`),
  KEY `old` (`old_id`),
  CONSTRAINT `lines_new` FOREIGN KEY (`order_id`) REFERENCES `Orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `lines_old` FOREIGN KEY (`old_id`) REFERENCES `orders` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `lines` VALUES (10,1,20),(10,2,NULL);

CREATE VIEW `old_codes` AS select `lines`.`order_id` AS `order_id`,`orders`.`code` AS `code` from (`lines` join `orders` on(`orders`.`id` = `lines`.`old_id`));
CREATE VIEW `both_orders` AS select `Orders`.`total` AS `total`,`orders`.`code` AS `code` from (`Orders` join `orders` on(`orders`.`id` > `Orders`.`id`));
