-- Local times: of a zone, set by the database, and beside instants.
CREATE TABLE `visits` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `guests` int(11) NOT NULL DEFAULT 1,
  `due` datetime DEFAULT NULL,
  `exact` datetime(3) DEFAULT NULL,
  `instant` timestamp NULL DEFAULT NULL,
  `created_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  KEY `due` (`due`),
  KEY `instant` (`instant`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
