\set PROMPT1 %x
SELECT 1 \; SELECT 2 \; SELECT 3;
\set SHOW_ALL_RESULTS off
SELECT 1 \; SELECT 2 \; SELECT 3;
\set SHOW_ALL_RESULTS on
SELECT 1 \; SELECT 1/0 \; SELECT 3;
\errverbose
\set VERBOSITY verbose
SELECT * FROM no_such_table;
\set VERBOSITY sqlstate
SELECT nonsense FROM orders;
\set VERBOSITY terse
SELECT nonsense FROM orders;
\set VERBOSITY default
SELECT id,
       nonsense
FROM orders;
BEGIN;
INSERT INTO orders VALUES (701, 1, 1, 'new');
INSERT INTO orders VALUES (701, 1, 1, 'again');
SELECT 1;
\errverbose
COMMIT;
SELECT count(*) FROM orders WHERE id = 701;
\set ON_ERROR_ROLLBACK on
BEGIN;
INSERT INTO orders VALUES (702, 1, 1, 'new');
SELECT 1/0;
SELECT count(*) FROM orders WHERE id = 702;
ROLLBACK;
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT off
UPDATE orders SET status = 'changed' WHERE id = 1 RETURNING *;
ROLLBACK;
SELECT status FROM orders WHERE id = 1;
COMMIT;
\set AUTOCOMMIT on
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY;
SHOW transaction_isolation;
UPDATE orders SET status = 'changed';
ROLLBACK;
INSERT INTO orders VALUES (703, 1, 1, 'implicit') \; SELECT 1/0;
SELECT count(*) FROM orders WHERE id = 703;
BEGIN \; INSERT INTO orders VALUES (704, 1, 1, 'x') \; SAVEPOINT s \; ROLLBACK TO s \; ROLLBACK;
SELECT count(*) FROM orders WHERE id = 704;
;
-- only a comment
SELECT 'last';
