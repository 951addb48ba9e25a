CREATE TABLE `books` (
  `id` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `isbn` varchar(13) NOT NULL UNIQUE,
  `title` varchar(80) NOT NULL,
  `copies` smallint unsigned NOT NULL DEFAULT 1,
  `shelf` varchar(10)
) ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `loans` (
  `book_id` int unsigned NOT NULL,
  `reader` varchar(40) NOT NULL,
  `state` enum('out','back') NOT NULL DEFAULT 'out',
  `due` date NOT NULL,
  PRIMARY KEY (`book_id`, `reader`),
  FOREIGN KEY (`book_id`) REFERENCES `books` (`id`)
) ENGINE=InnoDB CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
