-- Every type of the table in docs/types.md: a table for each group whose columns may be NULL, and one where none may.
-- An index on every column lets lists filter and sort by it.

CREATE TABLE `integers` (
  `id` int(10) unsigned NOT NULL,
  `tiny` tinyint(4) DEFAULT NULL,
  `tiny_u` tinyint(3) unsigned DEFAULT NULL,
  `small` smallint(6) DEFAULT NULL,
  `small_u` smallint(5) unsigned DEFAULT NULL,
  `medium` mediumint(9) DEFAULT NULL,
  `medium_u` mediumint(8) unsigned DEFAULT NULL,
  `plain` int(11) DEFAULT NULL,
  `plain_u` int(10) unsigned DEFAULT NULL,
  `big` bigint(20) DEFAULT NULL,
  `big_u` bigint(20) unsigned DEFAULT NULL,
  `flag` tinyint(1) DEFAULT NULL,
  `bit_1` bit(1) DEFAULT NULL,
  `bit_8` bit(8) DEFAULT NULL,
  `bit_64` bit(64) DEFAULT NULL,
  `year_4` year(4) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `integers_tiny` (`tiny`), KEY `integers_tiny_u` (`tiny_u`),
  KEY `integers_small` (`small`), KEY `integers_small_u` (`small_u`),
  KEY `integers_medium` (`medium`), KEY `integers_medium_u` (`medium_u`),
  KEY `integers_plain` (`plain`), KEY `integers_plain_u` (`plain_u`),
  KEY `integers_big` (`big`), KEY `integers_big_u` (`big_u`),
  KEY `integers_flag` (`flag`), KEY `integers_bit_1` (`bit_1`),
  KEY `integers_bit_8` (`bit_8`), KEY `integers_bit_64` (`bit_64`),
  KEY `integers_year_4` (`year_4`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `integers_required` (
  `id` int(10) unsigned NOT NULL,
  `tiny` tinyint(4) NOT NULL,
  `tiny_u` tinyint(3) unsigned NOT NULL,
  `small` smallint(6) NOT NULL,
  `small_u` smallint(5) unsigned NOT NULL,
  `medium` mediumint(9) NOT NULL,
  `medium_u` mediumint(8) unsigned NOT NULL,
  `plain` int(11) NOT NULL,
  `plain_u` int(10) unsigned NOT NULL,
  `big` bigint(20) NOT NULL,
  `big_u` bigint(20) unsigned NOT NULL,
  `flag` tinyint(1) NOT NULL,
  `bit_1` bit(1) NOT NULL,
  `bit_8` bit(8) NOT NULL,
  `bit_64` bit(64) NOT NULL,
  `year_4` year(4) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `numbers` (
  `id` int(10) unsigned NOT NULL,
  `dec_65` decimal(65,30) DEFAULT NULL,
  `dec_5u` decimal(5,2) unsigned DEFAULT NULL,
  `dec_10` decimal(10,0) DEFAULT NULL,
  `single` float DEFAULT NULL,
  `single_u` float unsigned DEFAULT NULL,
  `twice` double DEFAULT NULL,
  `twice_u` double unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `numbers_dec_65` (`dec_65`), KEY `numbers_dec_5u` (`dec_5u`),
  KEY `numbers_dec_10` (`dec_10`), KEY `numbers_single` (`single`),
  KEY `numbers_single_u` (`single_u`), KEY `numbers_twice` (`twice`),
  KEY `numbers_twice_u` (`twice_u`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `numbers_required` (
  `id` int(10) unsigned NOT NULL,
  `dec_65` decimal(65,30) NOT NULL,
  `dec_5u` decimal(5,2) unsigned NOT NULL,
  `dec_10` decimal(10,0) NOT NULL,
  `single` float NOT NULL,
  `single_u` float unsigned NOT NULL,
  `twice` double NOT NULL,
  `twice_u` double unsigned NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `moments` (
  `id` int(10) unsigned NOT NULL,
  `day` date DEFAULT NULL,
  `time_0` time DEFAULT NULL,
  `time_1` time(1) DEFAULT NULL,
  `time_2` time(2) DEFAULT NULL,
  `time_3` time(3) DEFAULT NULL,
  `time_4` time(4) DEFAULT NULL,
  `time_5` time(5) DEFAULT NULL,
  `time_6` time(6) DEFAULT NULL,
  `local_0` datetime DEFAULT NULL,
  `local_1` datetime(1) DEFAULT NULL,
  `local_2` datetime(2) DEFAULT NULL,
  `local_3` datetime(3) DEFAULT NULL,
  `local_4` datetime(4) DEFAULT NULL,
  `local_5` datetime(5) DEFAULT NULL,
  `local_6` datetime(6) DEFAULT NULL,
  `instant_0` timestamp NULL DEFAULT NULL,
  `instant_1` timestamp(1) NULL DEFAULT NULL,
  `instant_2` timestamp(2) NULL DEFAULT NULL,
  `instant_3` timestamp(3) NULL DEFAULT NULL,
  `instant_4` timestamp(4) NULL DEFAULT NULL,
  `instant_5` timestamp(5) NULL DEFAULT NULL,
  `instant_6` timestamp(6) NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `moments_day` (`day`), KEY `moments_time_0` (`time_0`),
  KEY `moments_time_1` (`time_1`), KEY `moments_time_2` (`time_2`),
  KEY `moments_time_3` (`time_3`), KEY `moments_time_4` (`time_4`),
  KEY `moments_time_5` (`time_5`), KEY `moments_time_6` (`time_6`),
  KEY `moments_local_0` (`local_0`), KEY `moments_local_1` (`local_1`),
  KEY `moments_local_2` (`local_2`), KEY `moments_local_3` (`local_3`),
  KEY `moments_local_4` (`local_4`), KEY `moments_local_5` (`local_5`),
  KEY `moments_local_6` (`local_6`), KEY `moments_instant_0` (`instant_0`),
  KEY `moments_instant_1` (`instant_1`), KEY `moments_instant_2` (`instant_2`),
  KEY `moments_instant_3` (`instant_3`), KEY `moments_instant_4` (`instant_4`),
  KEY `moments_instant_5` (`instant_5`), KEY `moments_instant_6` (`instant_6`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `moments_required` (
  `id` int(10) unsigned NOT NULL,
  `day` date NOT NULL,
  `time_0` time NOT NULL,
  `time_1` time(1) NOT NULL,
  `time_2` time(2) NOT NULL,
  `time_3` time(3) NOT NULL,
  `time_4` time(4) NOT NULL,
  `time_5` time(5) NOT NULL,
  `time_6` time(6) NOT NULL,
  `local_0` datetime NOT NULL,
  `local_1` datetime(1) NOT NULL,
  `local_2` datetime(2) NOT NULL,
  `local_3` datetime(3) NOT NULL,
  `local_4` datetime(4) NOT NULL,
  `local_5` datetime(5) NOT NULL,
  `local_6` datetime(6) NOT NULL,
  `instant_0` timestamp NOT NULL,
  `instant_1` timestamp(1) NOT NULL,
  `instant_2` timestamp(2) NOT NULL,
  `instant_3` timestamp(3) NOT NULL,
  `instant_4` timestamp(4) NOT NULL,
  `instant_5` timestamp(5) NOT NULL,
  `instant_6` timestamp(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `texts` (
  `id` int(10) unsigned NOT NULL,
  `char_ci` char(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `varchar_ci` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `text_ci` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `char_bin` char(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `varchar_bin` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `text_bin` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `char_latin1` char(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
  `varchar_latin1` varchar(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
  `text_latin1` text CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
  `char_latin1_bin` char(12) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
  `varchar_latin1_bin` varchar(12) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
  `text_latin1_bin` text CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
  `char_ascii` char(12) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL,
  `varchar_ascii` varchar(12) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL,
  `text_ascii` text CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL,
  `char_utf8mb3` char(12) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT NULL,
  `varchar_utf8mb3` varchar(12) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT NULL,
  `text_utf8mb3` text CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT NULL,
  `text_tiny` tinytext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `text_medium` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `text_long` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `texts_char_ci` (`char_ci`), KEY `texts_varchar_ci` (`varchar_ci`),
  KEY `texts_text_ci` (`text_ci`(20)), KEY `texts_char_bin` (`char_bin`),
  KEY `texts_varchar_bin` (`varchar_bin`), KEY `texts_text_bin` (`text_bin`(20)),
  KEY `texts_char_latin1` (`char_latin1`), KEY `texts_varchar_latin1` (`varchar_latin1`),
  KEY `texts_text_latin1` (`text_latin1`(20)), KEY `texts_char_latin1_bin` (`char_latin1_bin`),
  KEY `texts_varchar_latin1_bin` (`varchar_latin1_bin`), KEY `texts_text_latin1_bin` (`text_latin1_bin`(20)),
  KEY `texts_char_ascii` (`char_ascii`), KEY `texts_varchar_ascii` (`varchar_ascii`),
  KEY `texts_text_ascii` (`text_ascii`(20)), KEY `texts_char_utf8mb3` (`char_utf8mb3`),
  KEY `texts_varchar_utf8mb3` (`varchar_utf8mb3`), KEY `texts_text_utf8mb3` (`text_utf8mb3`(20)),
  KEY `texts_text_tiny` (`text_tiny`(20)), KEY `texts_text_medium` (`text_medium`(20)),
  KEY `texts_text_long` (`text_long`(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `texts_required` (
  `id` int(10) unsigned NOT NULL,
  `char_ci` char(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `varchar_ci` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `text_ci` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `char_bin` char(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `varchar_bin` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `text_bin` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `char_latin1` char(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL,
  `varchar_latin1` varchar(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL,
  `text_latin1` text CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL,
  `char_latin1_bin` char(12) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
  `varchar_latin1_bin` varchar(12) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
  `text_latin1_bin` text CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
  `char_ascii` char(12) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `varchar_ascii` varchar(12) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `text_ascii` text CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `char_utf8mb3` char(12) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL,
  `varchar_utf8mb3` varchar(12) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL,
  `text_utf8mb3` text CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL,
  `text_tiny` tinytext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `text_medium` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `text_long` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `words` (
  `id` int(10) unsigned NOT NULL,
  `char_unicode` char(12) COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `char_520` char(12) COLLATE utf8mb4_unicode_520_ci DEFAULT NULL,
  `varchar_unicode` varchar(12) COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `varchar_520` varchar(12) COLLATE utf8mb4_unicode_520_ci DEFAULT NULL,
  `text_unicode` text COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `text_520` text COLLATE utf8mb4_unicode_520_ci DEFAULT NULL,
  `varchar_nopad` varchar(12) COLLATE utf8mb4_unicode_nopad_ci DEFAULT NULL,
  `varchar_uca1400` varchar(12) COLLATE utf8mb4_uca1400_ai_ci DEFAULT NULL,
  `varchar_uca1400_nopad` varchar(12) COLLATE utf8mb4_uca1400_nopad_ai_ci DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `words_char_unicode` (`char_unicode`),
  KEY `words_char_520` (`char_520`),
  KEY `words_varchar_unicode` (`varchar_unicode`),
  KEY `words_varchar_520` (`varchar_520`),
  KEY `words_text_unicode` (`text_unicode`(20)),
  KEY `words_text_520` (`text_520`(20)),
  KEY `words_varchar_nopad` (`varchar_nopad`),
  KEY `words_varchar_uca1400` (`varchar_uca1400`),
  KEY `words_varchar_uca1400_nopad` (`varchar_uca1400_nopad`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `words_required` (
  `id` int(10) unsigned NOT NULL,
  `char_unicode` char(12) COLLATE utf8mb4_unicode_ci NOT NULL,
  `char_520` char(12) COLLATE utf8mb4_unicode_520_ci NOT NULL,
  `varchar_unicode` varchar(12) COLLATE utf8mb4_unicode_ci NOT NULL,
  `varchar_520` varchar(12) COLLATE utf8mb4_unicode_520_ci NOT NULL,
  `text_unicode` text COLLATE utf8mb4_unicode_ci NOT NULL,
  `text_520` text COLLATE utf8mb4_unicode_520_ci NOT NULL,
  `varchar_nopad` varchar(12) COLLATE utf8mb4_unicode_nopad_ci NOT NULL,
  `varchar_uca1400` varchar(12) COLLATE utf8mb4_uca1400_ai_ci NOT NULL,
  `varchar_uca1400_nopad` varchar(12) COLLATE utf8mb4_uca1400_nopad_ai_ci NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `unique_words` (
  `id` int(10) unsigned NOT NULL,
  `general` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `general_nopad` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_nopad_ci DEFAULT NULL,
  `bin` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `bin_nopad` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `unicode` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `unicode_nopad` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_nopad_ci DEFAULT NULL,
  `unicode_520` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci DEFAULT NULL,
  `uca1400` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci DEFAULT NULL,
  `uca1400_as_ci` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci DEFAULT NULL,
  `uca1400_nopad_as_cs` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_cs DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `unique_general` (`general`),
  UNIQUE KEY `unique_general_nopad` (`general_nopad`),
  UNIQUE KEY `unique_bin` (`bin`),
  UNIQUE KEY `unique_bin_nopad` (`bin_nopad`),
  UNIQUE KEY `unique_unicode` (`unicode`),
  UNIQUE KEY `unique_unicode_nopad` (`unicode_nopad`),
  UNIQUE KEY `unique_unicode_520` (`unicode_520`),
  UNIQUE KEY `unique_uca1400` (`uca1400`),
  UNIQUE KEY `unique_uca1400_as_ci` (`uca1400_as_ci`),
  UNIQUE KEY `unique_uca1400_nopad_as_cs` (`uca1400_nopad_as_cs`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `octets` (
  `id` int(10) unsigned NOT NULL,
  `bin_4` binary(4) DEFAULT NULL,
  `varbin_4` varbinary(4) DEFAULT NULL,
  `blob_plain` blob DEFAULT NULL,
  `blob_tiny` tinyblob DEFAULT NULL,
  `blob_medium` mediumblob DEFAULT NULL,
  `blob_long` longblob DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `octets_bin_4` (`bin_4`), KEY `octets_varbin_4` (`varbin_4`),
  KEY `octets_blob_plain` (`blob_plain`(20)), KEY `octets_blob_tiny` (`blob_tiny`(20)),
  KEY `octets_blob_medium` (`blob_medium`(20)), KEY `octets_blob_long` (`blob_long`(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `octets_required` (
  `id` int(10) unsigned NOT NULL,
  `bin_4` binary(4) NOT NULL,
  `varbin_4` varbinary(4) NOT NULL,
  `blob_plain` blob NOT NULL,
  `blob_tiny` tinyblob NOT NULL,
  `blob_medium` mediumblob NOT NULL,
  `blob_long` longblob NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `choices` (
  `id` int(10) unsigned NOT NULL,
  `size` enum('small','medium','large') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `blank` enum('','b','a') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `cased` enum('a','A','b') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `odd` enum('2 + 2','it''s','été','日本','1') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `colours` set('red','green','blue') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `marks` set('x y','it''s','Zug') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `choices_size` (`size`), KEY `choices_blank` (`blank`),
  KEY `choices_cased` (`cased`), KEY `choices_odd` (`odd`),
  KEY `choices_colours` (`colours`), KEY `choices_marks` (`marks`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `choices_required` (
  `id` int(10) unsigned NOT NULL,
  `size` enum('small','medium','large') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `blank` enum('','b','a') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `cased` enum('a','A','b') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `odd` enum('2 + 2','it''s','été','日本','1') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `colours` set('red','green','blue') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `marks` set('x y','it''s','Zug') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `documents` (
  `id` int(10) unsigned NOT NULL,
  `doc` json DEFAULT NULL,
  `shape` geometry DEFAULT NULL,
  `spot` point DEFAULT NULL,
  `line` linestring DEFAULT NULL,
  `area` polygon DEFAULT NULL,
  `spots` multipoint DEFAULT NULL,
  `lines` multilinestring DEFAULT NULL,
  `areas` multipolygon DEFAULT NULL,
  `mixed` geometrycollection DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `documents_required` (
  `id` int(10) unsigned NOT NULL,
  `doc` json NOT NULL,
  `shape` geometry NOT NULL,
  `spot` point NOT NULL,
  `line` linestring NOT NULL,
  `area` polygon NOT NULL,
  `spots` multipoint NOT NULL,
  `lines` multilinestring NOT NULL,
  `areas` multipolygon NOT NULL,
  `mixed` geometrycollection NOT NULL,
  PRIMARY KEY (`id`),
  SPATIAL KEY `spots` (`spot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- Bytes that other programs stored in columns of geometry.
CREATE TABLE `places` (
  `id` int(10) unsigned NOT NULL,
  `shape` geometry NOT NULL,
  `note` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- Columns that the database fills in, and one that `SELECT *` leaves out.
CREATE TABLE `derived` (
  `id` int(10) unsigned NOT NULL,
  `price` decimal(10,2) NOT NULL,
  `pieces` smallint(5) unsigned NOT NULL DEFAULT 1,
  `total` decimal(15,2) GENERATED ALWAYS AS (`price` * `pieces`) STORED,
  `doubled` bigint(20) GENERATED ALWAYS AS (`pieces` * 2) VIRTUAL,
  `label` varchar(40) GENERATED ALWAYS AS (concat('no. ',`pieces`)) VIRTUAL,
  `hidden` varchar(10) NOT NULL DEFAULT 'unseen' INVISIBLE,
  PRIMARY KEY (`id`),
  KEY `derived_price` (`price`),
  KEY `derived_total` (`total`),
  KEY `derived_doubled` (`doubled`),
  KEY `derived_label` (`label`),
  KEY `derived_hidden` (`hidden`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- What only a server that is not strict has stored: zero dates under each policy, an ENUM's wrong value; flags of many values.
CREATE TABLE `legacy` (
  `id` int(10) unsigned NOT NULL,
  `day_null` date DEFAULT NULL,
  `day_text` date DEFAULT NULL,
  `local_text` datetime(3) DEFAULT NULL,
  `instant_text` timestamp NULL DEFAULT NULL,
  `day_required` date NOT NULL DEFAULT '0000-00-00',
  `size` enum('small','medium','large') DEFAULT NULL,
  `flag` tinyint(1) DEFAULT NULL,
  `level` tinyint(1) NOT NULL DEFAULT 1,
  `wide_flag` tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  KEY `legacy_flag` (`flag`),
  KEY `legacy_day_null` (`day_null`),
  KEY `legacy_day_text` (`day_text`),
  KEY `legacy_local_text` (`local_text`),
  KEY `legacy_instant_text` (`instant_text`),
  KEY `legacy_day_required` (`day_required`),
  KEY `legacy_size` (`size`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `refusing` (
  `id` int(10) unsigned NOT NULL,
  `day_error` date DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- CHECKs with and without names, that can be told from the values of a write and that only the database can tell.
CREATE TABLE `checked` (
  `id` int(10) unsigned NOT NULL CHECK (`id` < 1000),
  `price` decimal(10,2) NOT NULL DEFAULT 0.00 CHECK (`price` >= 0),
  `percent` tinyint(4) DEFAULT NULL,
  `rating` tinyint(3) unsigned DEFAULT NULL CHECK (`rating` in (1,2,3)),
  `serial` bigint(20) unsigned DEFAULT NULL CHECK (`serial` < 18446744073709551615),
  `starts` date DEFAULT NULL,
  `ends` date DEFAULT NULL,
  `opens` time(1) DEFAULT NULL,
  `closes` time(1) DEFAULT NULL,
  `name` varchar(12) NOT NULL DEFAULT 'x',
  `code` char(3) DEFAULT NULL CHECK (char_length(`code`) = 3),
  `kind` varchar(8) DEFAULT NULL CHECK (`kind` in ('day','night')),
  `score` double DEFAULT NULL,
  `mail` varchar(20) DEFAULT NULL,
  `phone` varchar(20) DEFAULT 'none',
  PRIMARY KEY (`id`),
  CONSTRAINT `checked_percent` CHECK (`percent` between 0 and 100 and `percent` <> 50),
  CHECK (`ends` >= `starts`),
  CONSTRAINT `checked_hours` CHECK (`opens` < `closes`),
  CHECK (`name` <> '' and `name` <> 'bad'),
  CHECK (`score` > 0 or `score` = -1),
  CHECK (`mail` is not null or `phone` is not null)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- Text that is searched by its words, and a column that nobody is to see.
CREATE TABLE `articles` (
  `id` int(10) unsigned NOT NULL,
  `title` varchar(80) NOT NULL,
  `body` text,
  `secret_token` varchar(40) DEFAULT NULL,
  PRIMARY KEY (`id`),
  FULLTEXT KEY `articles_words` (`title`, `body`),
  FULLTEXT KEY `articles_secrets` (`title`, `secret_token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Types of MariaDB alone.
CREATE TABLE `addresses` (
  `id` int(10) unsigned NOT NULL,
  `uuid` uuid DEFAULT NULL,
  `inet_4` inet4 DEFAULT NULL,
  `inet_6` inet6 DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `addresses_uuid` (`uuid`), KEY `addresses_inet_4` (`inet_4`), KEY `addresses_inet_6` (`inet_6`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `addresses_required` (
  `id` int(10) unsigned NOT NULL,
  `uuid` uuid NOT NULL,
  `inet_4` inet4 NOT NULL,
  `inet_6` inet6 NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
