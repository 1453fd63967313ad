SELECT customer_id, id % 3 AS third, count(*) FROM orders GROUP BY 1, 2 ORDER BY 1, 2 \crosstabview
SELECT customer_id, id, amount FROM orders WHERE id < 5 ORDER BY id \crosstabview customer_id id amount
SELECT 1, 1, 1 UNION ALL SELECT 1, 1, 2 \crosstabview
\set FETCH_COUNT 7
SELECT id, amount FROM orders ORDER BY id;
SELECT n / (n - 18) FROM generate_series(1, 20) n;
BEGIN;
SELECT id FROM orders ORDER BY id;
UPDATE orders SET amount = amount WHERE id = 3 RETURNING id;
WITH m AS (UPDATE orders SET amount = amount RETURNING id) SELECT id FROM m ORDER BY id;
ROLLBACK;
SELECT id FROM orders ORDER BY id \gx
SELECT id FROM orders WHERE false;
VALUES (1), (2);
\set FETCH_COUNT 0
\t on
\pset format csv
UPDATE orders SET amount = amount - 1 WHERE id = 3 RETURNING 10 / (amount::int - 27) \watch 0.05
UPDATE orders SET amount = 30 WHERE id = 3;
\t off
TABLE names;
\pset format html
TABLE names;
\pset format latex
TABLE names;
\pset format asciidoc
TABLE names;
\pset format unaligned
SELECT NULL, true, '{1,2}'::int[], '\x00ff'::bytea, 'ü € 𝄞', E'two\nlines', 1.50, '1 day'::interval;
\pset null '(null)'
\pset format wrapped
\pset columns 40
SELECT repeat('wide ', 30) AS wide, NULL AS nothing;
\pset format aligned
\pset footer off
\x auto
SELECT repeat('x', 100000) = repeat('x', 100000) AS same, length(repeat('x', 1000000));
DECLARE outside CURSOR FOR SELECT 1;
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM orders ORDER BY id;
FETCH 2 FROM c;
MOVE 5 IN c;
FETCH BACKWARD 1 FROM c;
CLOSE c;
COMMIT;
EXPLAIN (COSTS off) SELECT 1;
\lo_list
LISTEN told;
NOTIFY told, 'something';
SELECT 1;
