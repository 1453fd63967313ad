// Runs statements through node-postgres and prints one JSON line each: {rows, rowCount} or {code, message}.
// Input on stdin: one JSON line each: {"text": "...", "values": [...], "name": "..."}; values make it a prepared statement.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import pg from 'pg';

const client = new pg.Client({
  ssl: { ca: readFileSync(process.env.HOLDPOINT_CA, 'utf8'), servername: 'localhost' },
});
client.on('notice', (notice) => console.log(JSON.stringify({ notice: notice.message })));
await client.connect();
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { rows, rowCount } = await client.query(JSON.parse(line));
    console.log(JSON.stringify({ rows, rowCount }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  }
}
await client.end();
