-- Chinese names, comments, values and rows; read as GBK, too, where 誠 ends in `\`, 乣 in a backtick and 亅 in a bar.
SET NAMES utf8mb4;
CREATE TABLE `客戶` (
  `編號` int NOT NULL AUTO_INCREMENT COMMENT '誠',
  `姓名乣` varchar(40) NOT NULL DEFAULT '無誠' COMMENT '顧客的''姓名''，乣 `誠`',
  `等級` enum('普通','誠','白\\金','金''乣') NOT NULL DEFAULT '普通' COMMENT '誠\\',
  `備註` text,
  PRIMARY KEY (`編號`)
) DEFAULT CHARSET=utf8mb4 COMMENT='客戶資料誠';
INSERT INTO `客戶` VALUES (1,'誠','誠','誠\'誠\\'),(2,'乣`;','金''乣','訂單\n誠;'),(3,'','普通',NULL);
INSERT INTO 客戶 (編號, 姓名乣, `等級`) VALUES (4, "誠""", '白\\金'), (9, _utf8mb4 0xE8AAA0, '普通');
INSERT INTO 客戶 SET `姓名乣` = '誠', 備註 = '誠'; -- 誠
/*!40101 SET @saved = @@character_set_client */;
CREATE TABLE `訂單乣` (
  `編號` int NOT NULL PRIMARY KEY, # 誠
  `客戶編號` int NOT NULL, /* 乣 誠 */
  CONSTRAINT `誠乣` FOREIGN KEY (`客戶編號`) REFERENCES `客戶` (`編號`)
) DEFAULT CHARSET=utf8mb4;
/*!40101 SET character_set_client = @saved */;
DELIMITER |
CREATE TRIGGER `乣` BEFORE INSERT ON `訂單乣` FOR EACH ROW BEGIN SET @a = '誠亅'; END|
DELIMITER ;
INSERT INTO `訂單乣` VALUES (1,1),(2,4);
