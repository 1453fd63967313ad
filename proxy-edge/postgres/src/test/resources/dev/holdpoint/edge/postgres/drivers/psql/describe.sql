\d
\d orders
\d+ orders
\dt+ customers
\dv+ names
\d+ names
\sv names
\df wipe
\sf wipe
\dn
\dp orders
\di
\dT
\dx
\des
\dA
\do =
\dO
\d no_such_table
\du app
\drds
\dconfig work_mem
\encoding
\echo :SERVER_VERSION_NUM
SHOW server_version;
SELECT current_user, current_database();
\h ROLLBACK
