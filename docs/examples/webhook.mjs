// Receives facts of Rejoin over a webhook: node webhook.mjs
// WEBHOOK_SECRET is the signing secret of the webhook, or several with spaces between them.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secrets = (process.env.WEBHOOK_SECRET ?? '').split(' ').filter(Boolean);
const toleranceSeconds = 5 * 60;
const mostBytes = 1024 * 1024;

// Messages that were handled. Keep them in your database, in the transaction of the effect.
const handled = new Set();

/** Whether a message was signed with one of our secrets, a short time ago. `body`: the bytes as they came. */
function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  if (!id || !(Math.abs(Date.now() / 1000 - Number(timestamp)) < toleranceSeconds)) return false;
  const given = signatures.split(' ').map((one) => Buffer.from(one));
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const right = Buffer.from(`v1,${mac}`);
    return given.some((one) => one.length === right.length && timingSafeEqual(one, right));
  });
}

async function bytesOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > mostBytes) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  try {
    const body = await bytesOf(request);
    if (!isGenuine(request.headers, body)) {
      response.writeHead(401).end();
      return;
    }
    const fact = JSON.parse(body.toString('utf8'));
    // The same message can come again: the answer to it may have been lost.
    if (!handled.has(fact.id)) {
      console.log(`${fact.type} ${fact.subject}`);
      handled.add(fact.id);
    }
    response.writeHead(204).end();
  } catch (error) {
    // Any status but 2xx is tried again later; 410 switches the webhook off.
    console.error(String(error));
    response.writeHead(500).end();
  }
});
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`listening on ${server.address().port}`);
});
