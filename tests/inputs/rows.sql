-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)
--
-- Host: localhost    Database: rows
-- ------------------------------------------------------
-- Server version	5.7.44-log

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

CREATE DATABASE /*!32312 IF NOT EXISTS*/ `rows` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;

USE `rows`;

DROP TABLE IF EXISTS `numbers`;
CREATE TABLE `numbers` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `flag` tinyint(1) NOT NULL DEFAULT '0',
  `tiny` tinyint(4) DEFAULT NULL,
  `utiny` tinyint(3) unsigned DEFAULT NULL,
  `small` smallint(6) DEFAULT NULL,
  `medium` mediumint(9) DEFAULT NULL,
  `umedium` mediumint(8) unsigned DEFAULT NULL,
  `plain` int(11) DEFAULT NULL,
  `filled` int(6) unsigned zerofill DEFAULT NULL,
  `big` bigint(20) DEFAULT NULL,
  `ubig` bigint(20) unsigned DEFAULT NULL,
  `exact` decimal(65,30) DEFAULT NULL,
  `money` decimal(12,2) NOT NULL DEFAULT '0.00',
  `single` float DEFAULT NULL,
  `real8` double DEFAULT NULL,
  `bit1` bit(1) DEFAULT NULL,
  `bit9` bit(9) DEFAULT NULL,
  `bit64` bit(64) DEFAULT NULL,
  `born` year(4) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `by_money` (`money`)
) ENGINE=InnoDB AUTO_INCREMENT=5000 DEFAULT CHARSET=utf8mb4;

/*!40000 ALTER TABLE `numbers` DISABLE KEYS */;
INSERT INTO `numbers` VALUES (1,0,-128,255,-32768,-8388608,16777215,-2147483648,000042,-9223372036854775808,18446744073709551615,-99999999999999999999999999999999999.999999999999999999999999999999,-9999999999.99,-1.5,-1.7976931348623157e308,'\0',b'111111111',b'1111111111111111111111111111111111111111111111111111111111111111',1901),(2,1,127,0,32767,8388607,0,2147483647,0,9223372036854775807,9223372036854775808,0.000000000000000000000000000001,0.01,3.25,2.2250738585072014e-308,'',0x01FF,x'8000000000000000',2155),
(3,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.00,NULL,NULL,NULL,NULL,NULL,NULL),
-- a comment between rows; with ';' and a quote '
(0,0,'-5','5','6','7','8','9','10','-11','12','13.5',14,'0.5','1e3',b'1',b'0',0x00,0000);
INSERT INTO `numbers` (`id`, `money`) VALUES (10, 1.005), (11, DEFAULT), /* inside */ (12, -0.005), (13, '  7.5 '), (14, 1e3);
INSERT INTO numbers SET id = 20, `flag` = TRUE, plain = - 5, money = +2.5;
REPLACE INTO `numbers` (`id`,`flag`) VALUES (20, FALSE);
INSERT IGNORE INTO `rows`.`numbers` (`id`,`flag`) VALUES (20, 1), (21, 1);
/*!40000 ALTER TABLE `numbers` ENABLE KEYS */;

DROP TABLE IF EXISTS `texts`;
CREATE TABLE `texts` (
  `id` int(11) NOT NULL,
  `fixed` char(10) DEFAULT NULL,
  `short` varchar(40) DEFAULT NULL,
  `exact` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `old` varchar(40) CHARACTER SET latin1 DEFAULT NULL,
  `body` text,
  `long_body` longtext,
  `padded` binary(6) DEFAULT NULL,
  `raw` varbinary(300) DEFAULT NULL,
  `blob1` blob,
  `kind` enum('a','B','it''s','c,d','') DEFAULT NULL,
  `tags` set('red','Green','blue') DEFAULT NULL,
  `doc` json DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `texts` VALUES (1,'fixed   ','it\'s \"q\" \\ back','it''s','äöü€','line\nbreak\r\ttab\Z\b nul','100\% a\_b; ) ( -- # /* */','ab',0x00FF10,_binary 'a\0b\'c\\','a','red,blue','{\"a\": [1, 2.5, \"x\\\"y\"]}'),
(2,'','','',_latin1 x'E9',"double \"\" quoted 'x'",'',x'',X'','','','','null'),
(3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),
(4,12345,007,1.50,-3,_utf8mb4'漢字 😀',N'n','abcdef',_binary 0x41,0xDEADBEEF,'b','blue,RED','[]'),
(5,'a' 'b'
'c',_utf8mb4 0x41C3A9,x'4142',0xE9,'x','y','\0\0','','','it\'s',3,'\"s\"'),
(6,'trail   ','trail   ','trail   ','trail   ',' lead','(','\'','''',';','c,d',0,'{}'),
(7,'x','\N','\x','\"','''''','\\','\\','\\','\\',2,'Green','true');

DROP TABLE IF EXISTS `times`;
CREATE TABLE `times` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `day` date DEFAULT NULL,
  `span` time DEFAULT NULL,
  `span3` time(3) DEFAULT NULL,
  `at` datetime DEFAULT NULL,
  `at6` datetime(6) DEFAULT NULL,
  `stamp` timestamp NULL DEFAULT NULL,
  `stamp2` timestamp(2) NULL DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;

INSERT INTO `times` VALUES (1,'1000-01-01','-838:59:59','838:59:59.000','1000-01-01 00:00:00','9999-12-31 23:59:59.999999','1970-01-01 00:00:01','2038-01-19 03:14:07.99'),
(2,'0000-00-00','00:00:00','00:00:00.000','0000-00-00 00:00:00','0000-00-00 00:00:00.000000','0000-00-00 00:00:00','0000-00-00 00:00:00.00'),
(3,NULL,NULL,NULL,NULL,NULL,NULL,NULL),
(4,'2009/1/2','1:2:3','-1:2:3.5','2009-1-2 3:4:5','2009-01-02T03:04:05.5',20240229101112,'2024-02-29 10:11:12.34'),
(5,20240229,101112,'1 02:03:04','2024-12-31 23:59:59.0','2024-12-31 23:59:59.9','2024-02-29','24-2-29 1:2:3');
INSERT INTO `times` (`id`,`day`) VALUES (NULL,'2024-03-01');

DROP TABLE IF EXISTS `places`;
CREATE TABLE `places` (
  `id` int(11) NOT NULL,
  `spot` geometry NOT NULL,
  `doubled` int(11) GENERATED ALWAYS AS (`id` * 2) VIRTUAL,
  `kept` int(11) GENERATED ALWAYS AS (`id` + 1) STORED,
  `order` varchar(10) NOT NULL DEFAULT 'x',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `places` (`id`, `spot`, `order`) VALUES (1,_binary '\0\0\0\0\0\0\0\0\0\0\0\0\0�?\0\0\0\0\0\0\0�','a'),(2,0x000000000101000000000000000000F03F000000000000F03F,'b');
INSERT INTO `places` (`id`, `spot`, `kept`) VALUES (3,0x000000000101000000000000000000F03F000000000000F03F,DEFAULT);

DROP TABLE IF EXISTS `lines`;
CREATE TABLE `lines` (
  `number_id` bigint(20) unsigned NOT NULL,
  `line` smallint(6) NOT NULL,
  `note` varchar(20) DEFAULT NULL,
  UNIQUE KEY `one` (`number_id`,`line`),
  CONSTRAINT `of_number` FOREIGN KEY (`number_id`) REFERENCES `numbers` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `lines` VALUES (1,1,'a'),(1,2,'b'),(2,1,NULL);

DROP TABLE IF EXISTS `gone`;
CREATE TABLE `gone` (`id` int);
INSERT INTO `gone` VALUES (1),(2);
DROP TABLE `gone`;

CREATE TABLE `before` (`id` int(11) NOT NULL PRIMARY KEY, `a` int(11), `b` varchar(5));
INSERT INTO `before` VALUES (1, 2, 'x');
ALTER TABLE `before` ADD COLUMN `c` int(11) DEFAULT 7 FIRST;
RENAME TABLE `before` TO `after`;
INSERT INTO `after` VALUES (8, 2, 3, 'y');

/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
-- Dump completed on 2026-11-24 12:00:00
