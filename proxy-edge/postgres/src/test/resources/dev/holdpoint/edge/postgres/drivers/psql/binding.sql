SELECT id, status FROM orders WHERE id = $1 AND status = $2 \bind 4 paid \g
INSERT INTO orders VALUES ($1, 1, $2, 'bound') \bind 600 2.5 \g
DELETE FROM orders WHERE status = $1 RETURNING amount \bind bound \g
SELECT $1::int / 0 \bind 1 \g
