CREATE SCHEMA observer;
GRANT USAGE ON SCHEMA observer TO app;

-- By OID: a table that was renamed is still that table.
CREATE TABLE observer.tables AS
    SELECT n.nspname || '.' || c.relname AS name, c.oid AS id FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'shop');

-- Sees every row, whoever asks; says nothing of a table that was dropped.
CREATE FUNCTION observer.state() RETURNS TABLE (name text, content text) LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE t record;
BEGIN
    FOR t IN SELECT * FROM observer.tables x WHERE EXISTS (SELECT FROM pg_class c WHERE c.oid = x.id) LOOP
        name := t.name;
        EXECUTE format($q$SELECT md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), '')) FROM %s x$q$, t.id::regclass)
            INTO content;
        RETURN NEXT;
    END LOOP;
END$$;

-- Until it is rolled back, app may read every column of this relation but one.
CREATE FUNCTION observer.deny(relation text, denied text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE other text;
BEGIN
    EXECUTE format('REVOKE SELECT ON %s FROM app', relation);
    FOR other IN SELECT attname FROM pg_attribute
            WHERE attnum > 0 AND NOT attisdropped AND attrelid = relation::regclass AND attname <> denied LOOP
        EXECUTE format('GRANT SELECT (%I) ON %s TO app', other, relation);
    END LOOP;
END$$;

-- Until it is rolled back, this column has other values; nothing is set off by that.
CREATE FUNCTION observer.change(relation text, changed text, value text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET session_replication_role = replica AS $$
BEGIN
    EXECUTE format('UPDATE %s SET %I = %s', relation, changed, value);
END$$;
