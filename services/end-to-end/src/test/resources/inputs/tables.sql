CREATE TABLE bulk (id int PRIMARY KEY, n int NOT NULL);
INSERT INTO bulk SELECT n, n FROM generate_series(1, 5000) n;
ANALYZE bulk;
CREATE TABLE slow (id int PRIMARY KEY);
CREATE TABLE swift (id int PRIMARY KEY);
CREATE FUNCTION picked(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
ALTER TABLE bulk OWNER TO holdpoint_payments;
ALTER TABLE slow OWNER TO holdpoint_payments;
ALTER TABLE swift OWNER TO holdpoint_payments;
