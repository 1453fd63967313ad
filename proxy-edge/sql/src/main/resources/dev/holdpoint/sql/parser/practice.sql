SELECT 1
BEGIN
COMMIT
ROLLBACK
SET application_name = 'a'
SHOW server_version
SELECT current_schema(), session_user
SELECT id, name, email FROM customers WHERE id = $1
SELECT * FROM orders WHERE customer_id = $1 AND status IN ('open', 'paid', 'sent') ORDER BY created_at DESC LIMIT 50 OFFSET 100
SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'open' AND o.created_at > now() - interval '1 day' ORDER BY o.id LIMIT 50
SELECT c.region, count(*), sum(o.total) AS total, avg(o.total)::numeric(10, 2) FROM orders o LEFT JOIN customers c USING (id) WHERE o.total BETWEEN 10 AND 1000 GROUP BY c.region HAVING count(*) > 10 ORDER BY total DESC NULLS LAST
SELECT coalesce(a.name, 'none') AS name, CASE WHEN a.n > 10 THEN 'many' ELSE 'few' END FROM a WHERE a.name ILIKE '%x%' AND a.at IS NOT NULL AND NOT a.gone OR a.id = ANY ($1)
SELECT d.day, row_number() OVER (PARTITION BY d.kind ORDER BY d.day) FROM (SELECT date_trunc('day', at) AS day, kind FROM events WHERE kind <> 'x') d WHERE EXISTS (SELECT 1 FROM days WHERE days.day = d.day)
WITH recent AS (SELECT id, payload->>'kind' AS kind FROM events WHERE at > $1), counted AS (SELECT kind, count(*) AS n FROM recent GROUP BY kind) SELECT * FROM counted WHERE n > 5 UNION ALL SELECT 'none', 0
INSERT INTO events (id, kind, payload, at) VALUES ($1, 'login', '{"a": 1}', now()), ($2, 'logout', NULL, DEFAULT) ON CONFLICT (id) DO NOTHING
INSERT INTO totals (id, n) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET n = totals.n + excluded.n RETURNING n
INSERT INTO archive SELECT * FROM orders WHERE created_at < '2020-01-01'
UPDATE accounts SET balance = balance - 100, updated_at = now() WHERE id = 42 AND version = 7 RETURNING id, balance
UPDATE orders o SET status = 'sent' FROM shipments s WHERE s.order_id = o.id AND s.sent_at IS NOT NULL
DELETE FROM sessions WHERE expires_at < CURRENT_TIMESTAMP AND user_id IN (SELECT id FROM users WHERE NOT active)
CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL DEFAULT '', owner int REFERENCES users (id) ON DELETE CASCADE, UNIQUE (owner, body))
CREATE INDEX CONCURRENTLY notes_owner ON notes (owner) WHERE owner IS NOT NULL
ALTER TABLE notes ADD COLUMN at timestamptz DEFAULT now(), DROP COLUMN body
DROP TABLE IF EXISTS notes CASCADE
GRANT SELECT, INSERT ON orders TO reporting
EXPLAIN (COSTS off) SELECT a FROM b WHERE c = 1
COPY orders (id, total) TO STDOUT WITH (FORMAT csv, HEADER)
DECLARE c CURSOR FOR SELECT * FROM orders
FETCH 100 FROM c
PREPARE p AS SELECT * FROM orders WHERE id = $1
EXECUTE p (1)
SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname !~ '^pg_' AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 1, 2
