-- A small shop, as mysqldump would write it: the sample schema of this project.
-- It loads into MySQL 8 and MariaDB 10.11.

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

--
-- Table structure for table `categories`
--

DROP TABLE IF EXISTS `categories`;
CREATE TABLE `categories` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `parent_id` int unsigned DEFAULT NULL COMMENT '上级分类',
  `name` varchar(80) NOT NULL COMMENT '分类名称',
  `key` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'short name in URLs',
  `position` smallint unsigned NOT NULL DEFAULT '0',
  PRIMARY KEY (`id`),
  UNIQUE KEY `categories_key` (`key`),
  KEY `categories_parent` (`parent_id`),
  CONSTRAINT `categories_parent` FOREIGN KEY (`parent_id`) REFERENCES `categories` (`id`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='商品分类';

--
-- Table structure for table `countries`
--

DROP TABLE IF EXISTS `countries`;
CREATE TABLE `countries` (
  `code` char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ISO 3166-1 alpha-2',
  `name` varchar(60) NOT NULL,
  `currency` char(3) NOT NULL DEFAULT 'EUR',
  `vat_rate` decimal(5,2) unsigned NOT NULL DEFAULT '0.00' COMMENT 'percent',
  PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

--
-- Table structure for table `customers`
--

DROP TABLE IF EXISTS `customers`;
CREATE TABLE `customers` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL COMMENT '电子邮箱',
  `password_hash` varchar(255) NOT NULL,
  `full_name` varchar(120) NOT NULL COMMENT '姓名',
  `country_code` char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'DE',
  `tier` enum('bronze','silver','gold') NOT NULL DEFAULT 'bronze',
  `interests` set('coffee','tea','cocoa','spices') NOT NULL DEFAULT '',
  `preferences` json DEFAULT NULL,
  `newsletter` tinyint(1) NOT NULL DEFAULT '1',
  `born_on` date DEFAULT NULL,
  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `deleted_at` datetime DEFAULT NULL COMMENT '软删除时间',
  PRIMARY KEY (`id`),
  UNIQUE KEY `customers_email` (`email`),
  KEY `customers_country` (`country_code`),
  KEY `customers_tier` (`tier`,`created_at`),
  CONSTRAINT `customers_country` FOREIGN KEY (`country_code`) REFERENCES `countries` (`code`) ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='客户';

--
-- Table structure for table `warehouses`
--

DROP TABLE IF EXISTS `warehouses`;
CREATE TABLE `warehouses` (
  `id` smallint unsigned NOT NULL AUTO_INCREMENT,
  `manager_id` mediumint unsigned NOT NULL COMMENT 'an employee, who works in a warehouse in turn',
  `name` varchar(60) NOT NULL,
  `country_code` char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `opens_at` time NOT NULL DEFAULT '08:00:00',
  PRIMARY KEY (`id`),
  UNIQUE KEY `warehouses_manager` (`manager_id`),
  KEY `warehouses_country` (`country_code`),
  CONSTRAINT `warehouses_manager` FOREIGN KEY (`manager_id`) REFERENCES `employees` (`id`),
  CONSTRAINT `warehouses_country` FOREIGN KEY (`country_code`) REFERENCES `countries` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

--
-- Table structure for table `employees`
--

DROP TABLE IF EXISTS `employees`;
CREATE TABLE `employees` (
  `id` mediumint unsigned NOT NULL AUTO_INCREMENT,
  `warehouse_id` smallint unsigned NOT NULL,
  `reports_to` mediumint unsigned DEFAULT NULL,
  `name` varchar(120) NOT NULL,
  `hired_in` year NOT NULL,
  `api_token` varbinary(32) DEFAULT NULL,
  `permissions` bit(8) NOT NULL DEFAULT b'1',
  PRIMARY KEY (`id`),
  KEY `employees_warehouse` (`warehouse_id`),
  KEY `employees_reports_to` (`reports_to`),
  CONSTRAINT `employees_warehouse` FOREIGN KEY (`warehouse_id`) REFERENCES `warehouses` (`id`),
  CONSTRAINT `employees_reports_to` FOREIGN KEY (`reports_to`) REFERENCES `employees` (`id`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='员工';

--
-- Table structure for table `products`
--

DROP TABLE IF EXISTS `products`;
CREATE TABLE `products` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `sku` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '货号',
  `category_id` int unsigned NOT NULL,
  `type` enum('simple','bundle','gift-card','2nd hand') NOT NULL DEFAULT 'simple',
  `title` varchar(160) NOT NULL COMMENT '标题',
  `description` mediumtext,
  `price` decimal(10,2) NOT NULL COMMENT '含税价格',
  `weight_kg` double DEFAULT NULL,
  `attributes` json DEFAULT NULL,
  `photo` mediumblob,
  `active` tinyint(1) NOT NULL DEFAULT '1',
  `created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `updated_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `deleted_at` datetime DEFAULT NULL COMMENT '软删除时间',
  PRIMARY KEY (`id`),
  UNIQUE KEY `products_sku` (`sku`),
  KEY `products_category` (`category_id`,`title`(40)),
  KEY `products_price` (`price`),
  CONSTRAINT `products_category` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`),
  CONSTRAINT `products_price_positive` CHECK (`price` >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='商品';

--
-- Table structure for table `stock`
--

DROP TABLE IF EXISTS `stock`;
CREATE TABLE `stock` (
  `warehouse_id` smallint unsigned NOT NULL,
  `product_id` bigint unsigned NOT NULL,
  `count` int NOT NULL DEFAULT '0' COMMENT 'pieces on the shelf',
  `limit` int unsigned DEFAULT NULL COMMENT 'most pieces that fit',
  `counted_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`warehouse_id`,`product_id`),
  KEY `stock_product` (`product_id`),
  CONSTRAINT `stock_warehouse` FOREIGN KEY (`warehouse_id`) REFERENCES `warehouses` (`id`) ON DELETE CASCADE,
  CONSTRAINT `stock_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='库存';

--
-- Table structure for table `order`
--

DROP TABLE IF EXISTS `order`;
CREATE TABLE `order` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` bigint unsigned NOT NULL,
  `status` enum('new','paid','shipped','cancelled') NOT NULL DEFAULT 'new' COMMENT '订单状态',
  `group` varchar(20) DEFAULT NULL COMMENT 'sales group',
  `discount` decimal(4,2) NOT NULL DEFAULT '0.00',
  `shipping` decimal(8,2) NOT NULL DEFAULT '4.90',
  `note` text COMMENT '备注',
  `ordered_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `paid_at` datetime DEFAULT NULL,
  `row_version` int unsigned NOT NULL DEFAULT '1',
  PRIMARY KEY (`id`),
  KEY `order_customer` (`customer_id`,`ordered_at`),
  KEY `order_status` (`status`),
  CONSTRAINT `order_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=1001 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='订单';

--
-- Table structure for table `order_items`
--

DROP TABLE IF EXISTS `order_items`;
CREATE TABLE `order_items` (
  `order_id` bigint unsigned NOT NULL,
  `line` smallint unsigned NOT NULL,
  `product_id` bigint unsigned NOT NULL,
  `quantity` int unsigned NOT NULL DEFAULT '1' COMMENT '数量',
  `unit_price` decimal(10,2) NOT NULL COMMENT '单价',
  `total` decimal(20,2) GENERATED ALWAYS AS (`quantity` * `unit_price`) STORED COMMENT '小计',
  PRIMARY KEY (`order_id`,`line`),
  KEY `order_items_product` (`product_id`),
  CONSTRAINT `order_items_order` FOREIGN KEY (`order_id`) REFERENCES `order` (`id`) ON DELETE CASCADE,
  CONSTRAINT `order_items_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`),
  CONSTRAINT `order_items_quantity` CHECK (`quantity` between 1 and 10000)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='订单明细';

--
-- Table structure for table `vouchers`
--

DROP TABLE IF EXISTS `vouchers`;
CREATE TABLE `vouchers` (
  `code` varchar(24) NOT NULL,
  `customer_id` bigint unsigned DEFAULT NULL,
  `percent` tinyint unsigned NOT NULL,
  `valid_from` date NOT NULL,
  `valid_until` date DEFAULT NULL,
  PRIMARY KEY (`code`),
  KEY `vouchers_customer` (`customer_id`),
  CONSTRAINT `vouchers_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='优惠券';

--
-- Table structure for table `translations`
--

DROP TABLE IF EXISTS `translations`;
CREATE TABLE `translations` (
  `product_id` bigint unsigned NOT NULL,
  `locale` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `title` varchar(160) NOT NULL COMMENT '译名',
  PRIMARY KEY (`product_id`,`locale`),
  CONSTRAINT `translations_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

--
-- Table structure for table `t_settings`
--

DROP TABLE IF EXISTS `t_settings`;
CREATE TABLE `t_settings` (
  `name` varchar(64) NOT NULL COMMENT '设置名称',
  `value` text NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='设置';

--
-- Table structure for table `access_log`
--

DROP TABLE IF EXISTS `access_log`;
CREATE TABLE `access_log` (
  `at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  `customer_id` bigint unsigned DEFAULT NULL,
  `path` varchar(255) NOT NULL,
  `status` smallint unsigned NOT NULL,
  `duration_ms` float DEFAULT NULL,
  KEY `access_log_at` (`at`),
  KEY `access_log_customer` (`customer_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='a table without a key';

--
-- Table structure for table `tmp_import`
--

DROP TABLE IF EXISTS `tmp_import`;
CREATE TABLE `tmp_import` (
  `line` text
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

--
-- View structure for view `order_totals`
--

DROP VIEW IF EXISTS `order_totals`;
CREATE ALGORITHM=UNDEFINED SQL SECURITY INVOKER VIEW `order_totals` AS
  select `o`.`id` AS `order_id`, `c`.`full_name` AS `customer`, `o`.`status` AS `status`,
    count(`i`.`line`) AS `lines`, sum(`i`.`total`) AS `goods`, max(`i`.`unit_price`) AS `dearest`,
    if(`o`.`paid_at` is null, 'open', 'settled') AS `state`
  from `order` `o` join `customers` `c` on `c`.`id` = `o`.`customer_id`
    left join `order_items` `i` on `i`.`order_id` = `o`.`id`
  group by `o`.`id`, `c`.`full_name`, `o`.`status`, `o`.`paid_at`;

/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
