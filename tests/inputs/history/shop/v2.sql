-- The total is an amount, orders can be sent, and customers have telephones.
CREATE TABLE `customers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(60) NOT NULL,
  `phone` varchar(30) DEFAULT NULL,
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
  `state` enum('open','paid','sent') NOT NULL DEFAULT 'open',
  `amount` decimal(12,2) NOT NULL DEFAULT 0.00,
  `currency` char(3) NOT NULL DEFAULT 'EUR',
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

CREATE VIEW `open_orders` AS SELECT `id`, `customer_id`, `amount` FROM `orders` WHERE `state` = 'open';

INSERT INTO `customers` VALUES (8, 'Zoë', '+49 30 1', 'zoe@example.org', 'Weg 5', 'Köln', '2022-05-05 05:05:05');
INSERT INTO `orders` VALUES (3, 8, 'sent', 1234567890.12, 'CHF', 'x\\y', '2022-05-06 00:00:00');
