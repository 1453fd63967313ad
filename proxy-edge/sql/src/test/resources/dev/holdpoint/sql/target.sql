CREATE SCHEMA archive
CREATE TABLE customers (id int PRIMARY KEY, name text, email text, card_number text)
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, amount int, status text)
CREATE TABLE payments (id int PRIMARY KEY, amount int, name text)
CREATE TABLE archive.orders (LIKE orders)
CREATE TABLE archive.customers (LIKE customers)
INSERT INTO customers VALUES (1, 'Ann', 'ann@example.org', '4111111111111111'), (2, 'Ben', 'ben@example.org', '5500000000000004')
INSERT INTO orders VALUES (1, 1, 10, 'new'), (2, 2, 20, 'paid')
INSERT INTO payments VALUES (1, 10, 'x'), (2, 20, 'y'), (3, 30, 'z')
INSERT INTO archive.orders VALUES (7, 1, 10, 'old')
CREATE SEQUENCE s
CREATE ROLE bob
CREATE ROLE rob
CREATE ROLE admin
CREATE TYPE mood AS ENUM ('x')
CREATE FUNCTION wipe() RETURNS boolean LANGUAGE sql AS 'DELETE FROM payments; SELECT true'
CREATE FUNCTION wipe(customers) RETURNS boolean LANGUAGE sql AS 'DELETE FROM payments; SELECT true'
CREATE FUNCTION wipe(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'
CREATE FUNCTION wipe(int, int) RETURNS int LANGUAGE sql AS 'DELETE FROM payments; SELECT 1'
CREATE FUNCTION shadowed(int) RETURNS boolean LANGUAGE sql AS 'DELETE FROM payments; SELECT true'
CREATE OPERATOR @#@ (FUNCTION = wipe, LEFTARG = int, RIGHTARG = int)
CREATE OPERATOR public.+ (FUNCTION = wipe, LEFTARG = int, RIGHTARG = int)
CREATE VIEW leaky AS SELECT wipe() AS x
CREATE PROCEDURE refund(int) LANGUAGE sql AS 'DELETE FROM payments'
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS x
