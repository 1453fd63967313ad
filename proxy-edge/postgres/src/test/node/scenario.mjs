// node-postgres through its paces; prints one line per step: its name and what came of it as JSON.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import Cursor from 'pg-cursor';

const config = { ssl: { rejectUnauthorized: false } };
const client = new pg.Client(config);
const say = (step, result) => console.log(`${step} ${JSON.stringify(result)}`);
const code = (promise) => promise.then(() => 'no error', (error) => error.code);
const first = async (query) => Object.values((await client.query(query)).rows[0])[0];

client.on('notice', (notice) => say('notice', notice.message));
await client.connect();

say('simple', await first('SELECT card_number FROM customers WHERE id = 1'));
const prepared = { name: 'card', text: 'SELECT card_number FROM customers WHERE id = $1' };
say('prepared', await first({ ...prepared, values: [2] }));
say('again', await first({ ...prepared, values: [1] }));
const asked = Array.from({ length: 100 }, (_, i) => first({ text: 'SELECT $1::int + 1', values: [i] }));
say('queued', (await Promise.all(asked)).every((answer, i) => answer === i + 1));

await client.query('BEGIN');
await pipeline(Readable.from(['4001\t1\t5\tnew\n', '4002\t2\t6\tnew\n']), client.query(from('COPY orders FROM STDIN')));
let copied = '';
for await (const part of client.query(to('COPY (SELECT id FROM orders WHERE id > 4000) TO STDOUT'))) copied += part;
say('copied', copied);
const cursor = client.query(new Cursor('SELECT n FROM generate_series(1, 25) n'));
const sizes = [];
for (let rows = await cursor.read(10); rows.length > 0; rows = await cursor.read(10)) sizes.push(rows.length);
await cursor.close();
say('cursor', sizes);
await client.query('ROLLBACK');
say('rolled back', await first('SELECT count(*)::int FROM orders WHERE id > 4000'));

say('error', await code(client.query('SELECT 1 / (id - id) FROM orders')));
say('denied', await code(client.query('DROP TABLE orders')));
say('denied prepared', await code(client.query({ name: 'drop', text: 'DROP TABLE orders' })));

const heard = once(client, 'notification');
await client.query('LISTEN orders_changed');
await client.query("NOTIFY orders_changed, 'order 1'");
say('notified', (await heard)[0].channel);

const asleep = code(client.query('SELECT pg_sleep(30)'));
say('asleep', client.processID);
for await (const _ of process.stdin) break;
const canceller = new pg.Client(config);
canceller.cancel(client, client._activeQuery ?? client.activeQuery);
say('cancelled', await asleep);

say('held', (await client.query({ text: 'UPDATE orders SET amount = $1 WHERE id = 10', values: [100] })).rowCount);
await client.end();
