\cd target
BEGIN;
\copy (SELECT * FROM orders WHERE id < 4 ORDER BY id) TO STDOUT
\copy (SELECT * FROM orders WHERE id < 4 ORDER BY id) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)
\copy orders FROM STDIN (DELIMITER ',')
501,1,10,a \, quoted one
502,2,\N,
\.
\copy orders (id, status) FROM PROGRAM 'echo 503 nothing; echo 504 x' (DELIMITER ' ', FORMAT csv, NULL 'nothing', FORCE_NULL (status))
COPY orders FROM STDIN;
505	1	10	tab\tand\nline
506	2	\N	\\
\.
SELECT * FROM orders WHERE id > 500 ORDER BY id;
COPY (SELECT id, status FROM orders WHERE id > 500 ORDER BY id) TO STDOUT (DELIMITER '|');
\copy (SELECT * FROM orders WHERE id > 500) TO 'orders.bin' (FORMAT binary)
DELETE FROM orders WHERE id > 500;
\copy orders FROM 'orders.bin' (FORMAT binary)
SELECT count(*), sum(amount) FROM orders WHERE id > 500;
\copy (SELECT id FROM orders WHERE id > 500 ORDER BY id) TO PROGRAM 'wc -l'
SAVEPOINT s;
COPY orders FROM STDIN (DELIMITER ',');
507,1,10,new
not a number,1,10,new
\.
SELECT 1;
ROLLBACK TO s;
\copy orders FROM 'no such file'
\copy no_such_table TO STDOUT
ROLLBACK;
COPY (SELECT 1) TO STDOUT \; SELECT 2 \; COPY (SELECT 3) TO STDOUT;
SELECT count(*) FROM orders;
