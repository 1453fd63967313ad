CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL, card_number text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, amount numeric(10, 2) NOT NULL, status text NOT NULL);
INSERT INTO customers VALUES
    (1, 'Ada', 'ada@example.org', '4929123412341234'),
    (2, 'Grace', 'grace@example.org', '4539567856785678');
INSERT INTO orders VALUES (1, 1, 120.00, 'paid'), (2, 2, 80.50, 'paid'), (3, 2, 12.00, 'shipped');
ALTER TABLE customers OWNER TO holdpoint_payments;
ALTER TABLE orders OWNER TO holdpoint_payments;
