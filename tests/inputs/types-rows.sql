-- Rows for the tables of types.sql: extremes, NULL, empty values, and every character that needs an escape in a dump.
-- What only a server that is not strict stores is among them.
SET NAMES utf8mb4;
SET sql_mode = '';
SET time_zone = '+00:00';

INSERT INTO `integers` VALUES
  (1, -128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, 0, b'0', b'0', b'0', 0),
  (2, 127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615, 1,
   b'1', b'11111111', 0xFFFFFFFFFFFFFFFF, 2155),
  (3, 0, 1, 0, 1, 0, 1, 0, 1, 0, 9223372036854775808, 1, b'1', 0x5C, 0x8000000000000000, 1901),
  -- The bytes of a quote, a backslash, a line's end and a zero.
  (4, -1, 2, -1, 2, -1, 2, -1, 2, -1, 9223372036854775807, 0, b'0', 0x27, 0x275C0A0D1A002260, 1970),
  (4294967295, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `integers` (`id`, `tiny`, `tiny_u`, `small`, `small_u`, `medium`, `medium_u`, `plain`, `plain_u`, `big`,
  `big_u`, `flag`, `bit_1`, `bit_8`, `bit_64`, `year_4`)
  SELECT 1000 + n, n - 128, n, -n * 100, n * 200, -n * 30000, n * 60000, -n * 8000000, n * 16000000,
    -n * 36000000000000000, CAST(n AS UNSIGNED) * 72000000000000000, n % 2, n % 2, n,
    CAST(n AS UNSIGNED) * 72057594037927937, 1901 + n % 255
  FROM (SELECT CAST(seq AS SIGNED) AS n FROM seq_0_to_255) AS numbers;
INSERT INTO `integers_required` SELECT * FROM `integers` WHERE `tiny` IS NOT NULL;

INSERT INTO `numbers` VALUES
  (1, -99999999999999999999999999999999999.999999999999999999999999999999, 0.00, -9999999999, -3.4028235e38, 0,
   -1.7976931348623157e308, 0),
  (2, 99999999999999999999999999999999999.999999999999999999999999999999, 999.99, 9999999999, 3.4028235e38, 3.4028235e38,
   1.7976931348623157e308, 1.7976931348623157e308),
  (3, 0.000000000000000000000000000001, 0.01, 0, 1.17549435e-38, 1.17549435e-38, 2.2250738585072014e-308, 4.9e-324),
  (4, -0.000000000000000000000000000001, 1.10, -1, 1.1, 0.1, 0.1, 0.30000000000000004),
  (5, 1.5, 100, 10, 16777217, 16777216, 9007199254740993, 123456789.125),
  (6, 0, 0, 0, -0.0, 0, -0.0, 0),
  (7, 12.345, 12.34, 5, 3.14159265, 1e10, 1e15, 1e16),
  (8, 1, 1, 1, 1e-5, 1e20, 1e-7, 1e21),
  (9, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `numbers`
  SELECT 1000 + seq, seq / 7, seq / 3, seq * seq, seq / 3, exp(seq / 4), -exp(seq * 2), 1 / seq FROM seq_1_to_120;
INSERT INTO `numbers_required` SELECT * FROM `numbers` WHERE `dec_65` IS NOT NULL;

INSERT INTO `moments` VALUES
  (1, '0001-01-01', '-838:59:59', '-838:59:59.0', '-838:59:59.00', '-838:59:59.000', '-838:59:59.0000', '-838:59:59.00000',
   '-838:59:59.000000', '0001-01-01 00:00:00', '0001-01-01 00:00:00.1', '0001-01-01 00:00:00.01', '0001-01-01 00:00:00.001',
   '0001-01-01 00:00:00.0001', '0001-01-01 00:00:00.00001', '0001-01-01 00:00:00.000001', '1970-01-01 00:00:01',
   '1970-01-01 00:00:01.1', '1970-01-01 00:00:01.01', '1970-01-01 00:00:01.001', '1970-01-01 00:00:01.0001',
   '1970-01-01 00:00:01.00001', '1970-01-01 00:00:01.000001'),
  (2, '9999-12-31', '838:59:59', '838:59:58.9', '838:59:58.99', '838:59:58.999', '838:59:58.9999', '838:59:58.99999',
   '838:59:58.999999', '9999-12-31 23:59:59', '9999-12-31 23:59:59.9', '9999-12-31 23:59:59.99', '9999-12-31 23:59:59.999',
   '9999-12-31 23:59:59.9999', '9999-12-31 23:59:59.99999', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07',
   '2038-01-19 03:14:07.9', '2038-01-19 03:14:07.99', '2038-01-19 03:14:07.999', '2038-01-19 03:14:07.9999',
   '2038-01-19 03:14:07.99999', '2038-01-19 03:14:07.999999'),
  (3, '2024-02-29', '-00:00:01', '-00:00:00.5', '-00:00:00.05', '-00:00:00.005', '-00:00:00.0005', '-00:00:00.00005',
   '-00:00:00.000005', '2024-02-29 12:30:00', '2024-02-29 12:30:00', '2024-02-29 12:30:00', '2024-02-29 12:30:00',
   '2024-02-29 12:30:00', '2024-02-29 12:30:00', '2024-02-29 12:30:00', '2024-03-31 01:30:00', '2024-03-31 02:30:00',
   '2024-10-27 00:30:00', '2024-10-27 01:30:00', '2024-10-27 02:30:00', '2024-02-29 12:30:00', '2024-02-29 12:30:00'),
  (4, '2026-11-30', '00:00:00', 0, 0, 0, 0, 0, 0, '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30',
   '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30', '2026-11-30'),
  (5, '0000-00-00', '24:00:00', '24:00:00', '100:00:00', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  (6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
   NULL, NULL);
INSERT INTO `moments_required` SELECT * FROM `moments` WHERE `day` IS NOT NULL;

-- A column each for utf8mb4, its binary collation, latin1, ascii and utf8mb3 in three lengths, then longer texts.
INSERT INTO `texts` (`id`, `char_ci`, `varchar_ci`, `text_ci`, `char_bin`, `varchar_bin`, `text_bin`) VALUES
  (1, '', '', '', '', '', ''),
  (2, 'it''s', 'it''s "q"', 'it''s "q" `b`', 'a\\b', '\\', '\\\\ \'\\'),
  (3, 'a\nb\rc\td', '\0', '\0\n\r\Z\b\t end', '\Z', 'a\0b', '%_\%\_'),
  (4, '漢字', '😀😁', 'e\u0301 é 𝒳 \r\n', 'É', 'ß', '-- # /* */ ; ) ( ,'),
  (5, 'trail   ', 'trail   ', 'trail   ', ' lead', ' lead ', '   '),
  (6, 'NULL', 'NULL', '\\N', '0x41', '007', 'CURRENT_TIMESTAMP'),
  (7, '123456789012', '漢漢漢漢漢漢漢漢漢漢漢漢', REPEAT('漢', 20000), '😀😀😀😀😀😀😀😀😀😀😀😀', '12', REPEAT('\'', 300)),
  (8, NULL, NULL, NULL, NULL, NULL, NULL),
  (9, '\'); DROP --', '-- ', '/*!40101 ', ';', '`', '\n');
INSERT INTO `texts` (`id`, `char_latin1`, `varchar_latin1`, `text_latin1`, `char_latin1_bin`, `varchar_latin1_bin`,
  `text_latin1_bin`, `char_ascii`, `varchar_ascii`, `text_ascii`, `char_utf8mb3`, `varchar_utf8mb3`, `text_utf8mb3`) VALUES
  (20, '', '', '', '', '', '', '', '', '', '', '', ''),
  (21, 'äöüß', 'åÄÖ€', 'Ã©', 'ÿþ', '‚ƒ„…†‡ˆ‰Š‹ŒŽ', 'é\n\\\'\0', 'a\'b', '\\', '\0\n\r\Z"', '漢字', _utf8mb4 0xEFBFBF, 'é ß ñ'),
  (22, 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ', 'x  ');
INSERT INTO `texts` (`id`, `text_tiny`, `text_medium`, `text_long`) VALUES
  (30, REPEAT('é', 127), REPEAT('a\'b\\c\n', 50000), REPEAT('😀', 50000)),
  (31, '', '', '');
-- Each byte that latin1 knows, each that ascii knows, and characters all over Unicode.
INSERT INTO `texts` (`id`, `varchar_latin1`, `text_latin1_bin`, `text_latin1`)
  SELECT 1000 + seq, CONVERT(CHAR(seq) USING latin1), CONVERT(CHAR(seq) USING latin1),
    CONCAT('a', CONVERT(CHAR(seq) USING latin1), 'b') FROM seq_0_to_255;
INSERT INTO `texts` (`id`, `varchar_ascii`, `text_ci`, `text_bin`)
  SELECT 2000 + seq, CHAR(seq USING ascii), CHAR(seq USING utf8mb4), CHAR(seq USING ascii) FROM seq_0_to_127;
INSERT INTO `texts` (`id`, `varchar_ci`, `text_long`)
  SELECT 3000 + seq, CONVERT(CHAR(0x10000 + seq * 5000 USING utf32) USING utf8mb4),
    CONVERT(CHAR(0x00A0 + seq * 256 USING utf32) USING utf8mb4) FROM seq_0_to_200;
INSERT INTO `texts_required`
  SELECT `id`, COALESCE(`char_ci`, 'c'), COALESCE(`varchar_ci`, ''), COALESCE(`text_ci`, ''), COALESCE(`char_bin`, ''),
    COALESCE(`varchar_bin`, ''), COALESCE(`text_bin`, ''), COALESCE(`char_latin1`, ''), COALESCE(`varchar_latin1`, 'ä'),
    COALESCE(`text_latin1`, ''), COALESCE(`char_latin1_bin`, ''), COALESCE(`varchar_latin1_bin`, ''),
    COALESCE(`text_latin1_bin`, ''), COALESCE(`char_ascii`, ''), COALESCE(`varchar_ascii`, ''), COALESCE(`text_ascii`, ''),
    COALESCE(`char_utf8mb3`, ''), COALESCE(`varchar_utf8mb3`, ''), COALESCE(`text_utf8mb3`, ''), COALESCE(`text_tiny`, ''),
    '', '' FROM `texts` WHERE `id` < 2000;

INSERT INTO `octets` VALUES
  (1, '', '', '', '', '', ''),
  (2, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00),
  (3, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFE00, 0x275C, 0x0A0D1A, REPEAT(0x00, 70000)),
  (4, 0x275C220A, 0x61002700, 'it''s', '\\', '\0\n\r\Z', '😀'),
  (5, 'ab', 'ab  ', 'ab  ', REPEAT(0xE9, 255), REPEAT(0x5C27, 40000), REPEAT(0x80, 300)),
  (6, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `octets` SELECT 1000 + seq, CHAR(seq), CHAR(seq), CONCAT(CHAR(seq), CHAR(39), CHAR(255 - seq)),
    CHAR(seq, seq), CONCAT(CHAR(92), CHAR(seq)), CHAR(seq * 65793) FROM seq_0_to_255;
INSERT INTO `octets_required` SELECT * FROM `octets` WHERE `bin_4` IS NOT NULL;

-- 'none' is none of the values: the server keeps the empty text.
INSERT INTO `choices` VALUES
  (1, 'small', '', 'a', '2 + 2', '', ''),
  (2, 'large', 'b', 'A', 'it''s', 'red,green,blue', 'x y,it''s,Zug'),
  (3, 'medium', 'a', 'b', 'été', 'blue', 'it''s'),
  (4, 'none', '', 'a', '日本', 'red,blue', 'Zug'),
  (5, 'small', '', 'a', '1', 'green', 'x y'),
  (6, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `choices_required` SELECT * FROM `choices` WHERE `size` IS NOT NULL;

INSERT INTO `documents` (`id`, `doc`, `shape`, `spot`) VALUES
  (1, '{}', ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('POINT(-1.5 0)')),
  (2, '{"b": [1, 2.50, null, true, "it\'s \\"q\\" \\\\ \\n"], "a": {"é": "😀"}}', ST_GeomFromText('LINESTRING(0 0,1 1,39 92)'),
   ST_GeomFromText('POINT(1e300 -1e-300)')),
  (3, '[ ]', ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))', 4326),
   ST_GeomFromText('POINT(8.5 47.25)', 4326)),
  (4, '"text"', ST_GeomFromText('MULTIPOINT(0 0,1 1)'), ST_GeomFromText('POINT(0 0)')),
  (5, '18446744073709551615', ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))'),
   ST_GeomFromText('POINT(0 0)')),
  (6, 'null', ST_GeomFromText('MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))'), ST_GeomFromText('POINT(0 0)')),
  (7, NULL, NULL, NULL);
UPDATE `documents` SET `line` = ST_GeomFromText('LINESTRING(0 0,1 1,2.5 -3)'),
  `area` = ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))'), `spots` = ST_GeomFromText('MULTIPOINT(1 2,3 4)'),
  `lines` = ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3,4 4))'),
  `areas` = ST_GeomFromText('MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))'),
  `mixed` = ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))') WHERE `id` < 7;
INSERT INTO `documents_required` SELECT * FROM `documents` WHERE `doc` IS NOT NULL;

INSERT INTO `places` VALUES (1, ST_GeomFromText('POINT(8.5 47.25)', 4326), 'Zug'), (2, ST_GeomFromText('POINT(0 0)'), NULL);

INSERT INTO `words` (`id`, `char_unicode`, `varchar_520`, `text_unicode`, `varchar_nopad`, `varchar_uca1400`) VALUES
  (1, 'Straße', 'STRASSE', 'Łódź', 'a', 'ﬁn'), (2, 'éclair', 'z ', '', 'a ', '😀'), (3, NULL, NULL, NULL, NULL, NULL);

INSERT INTO `checked` (`id`, `price`, `rating`, `starts`, `ends`, `code`, `mail`) VALUES
  (1, 0, 1, '2026-01-01', '2026-01-01', 'abc', NULL), (2, 99999999.99, NULL, NULL, '2026-01-01', NULL, 'a@b');

INSERT INTO `derived` (`id`, `price`, `pieces`, `hidden`) VALUES
  (1, 9.99, 3, 'seen'), (2, 99999999.99, 65535, ''), (3, -0.01, 1, 'it''s'), (4, 0, 0, 'unseen');

INSERT INTO `legacy` (`id`, `day_null`, `day_text`, `local_text`, `instant_text`, `day_required`, `size`) VALUES
  (1, '0000-00-00', '0000-00-00', '0000-00-00 00:00:00.000', '0000-00-00 00:00:00', '0000-00-00', ''),
  (2, '2026-00-00', '2026-11-00', '2026-00-30 10:00:00.500', '2026-11-30 10:00:00', '2026-00-30', 'small'),
  (3, NULL, NULL, NULL, NULL, '2026-11-30', NULL),
  (4, '2026-11-30', '2026-11-30', '2026-11-30 10:00:00.500', '2026-11-29 10:00:00', '2026-11-29', 'large');
UPDATE `legacy` SET `flag` = `id` - 1, `level` = `id`;
INSERT INTO `refusing` VALUES (1, '2026-11-30'), (2, NULL);
