\set id 3
\set table orders
\set text 'it''s "this"'
SELECT :id + 1 AS sum, :'text' AS text, status FROM :"table" WHERE id = :id;
SELECT max(id) AS most, min(id) AS least FROM orders \gset found_
\echo :found_most :found_least
SELECT 1 AS one WHERE false \gset
SELECT id FROM orders \gset
SELECT NULL AS nothing \gset
\if :{?nothing}
\echo still set
\endif
SELECT format('SELECT %s AS %I', n, 'c' || n) FROM generate_series(1, 3) n \gexec
SELECT 'SELECT 1/0' UNION ALL SELECT 'SELECT 2' \gexec
SELECT id, amount, status, now() AS moment FROM orders \gdesc
SELECT * FROM orders WHERE id = 2 \gx
SELECT id FROM orders WHERE id < 3 ORDER BY id \g (format=csv tuples_only=on)
SELECT id FROM orders WHERE id < 3 ORDER BY id \g |cat
SELECT 'printed' \p
SELECT :'no_such' AS colon
\r
SELECT 1/0;
SELECT :'SQLSTATE' AS last;
\echo :ERROR :ROW_COUNT :LAST_ERROR_SQLSTATE
SELECT :VERSION_NUM >= 160000 AS binds \gset
\if :binds
\ir binding.sql
\endif
PREPARE one(int) AS SELECT status FROM orders WHERE id = $1;
EXECUTE one(5);
DEALLOCATE one;
EXECUTE one(5);
DO $$ BEGIN RAISE NOTICE 'noticed %', 1; RAISE WARNING 'warned' USING HINT = 'a hint', DETAIL = 'a detail'; END $$;
SET client_min_messages = error;
DO $$ BEGIN RAISE NOTICE 'not noticed'; END $$;
RESET client_min_messages;
