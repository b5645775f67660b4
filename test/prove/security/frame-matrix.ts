import { AgentRequest, CustomerRequest } from '@rejoin/contracts';
import { exampleOf } from '@rejoin/testing';
import type { z } from 'zod';
import { origin } from '../../journeys/portal';
import type { Findings } from '../findings';
import type { System } from '../system';
import { newSessionSecret, wrongTokens, type People } from './people';
import { RawSocket } from './raw-socket';

type Frame = Readonly<Record<string, unknown>> & { type: string };

const requestId = 'r1';

/** Sends every frame that the contracts declare, on each socket, as every client that must not send it. */
export async function tryFrames(system: System, people: People, findings: Findings): Promise<number> {
  const tried = { n: 0 };
  const [gateway = ''] = system.gatewayUrls;
  findings.add('a customer’s frame is refused before a start or a resume', await beforeStart(gateway, tried));
  findings.add(
    'a resume of an unknown or a foreign conversation is denied alike',
    await resumes(gateway, people, tried),
  );
  findings.add(
    'a desk’s frame is refused before a sign-in',
    await beforeSignIn(gateway, system, people, tried),
  );
  findings.add(
    'a desk’s frame about a foreign conversation is refused like one about none',
    await foreign(gateway, people, tried),
  );
  return tried.n;
}

export function framesOf(union: { options: readonly z.core.$ZodType[] }): Frame[] {
  return union.options.map((option) => ({ ...(exampleOf(option) as Frame), requestId }));
}

async function beforeStart(gateway: string, tried: { n: number }): Promise<string[]> {
  const frames = framesOf(CustomerRequest).filter(({ type }) => type !== 'start' && type !== 'resume');
  return unlike(gateway, '/v1/chat', frames, tried);
}

async function beforeSignIn(
  gateway: string,
  system: System,
  people: People,
  tried: { n: number },
): Promise<string[]> {
  const frames = framesOf(AgentRequest).filter(({ type }) => type !== 'sign-in');
  const tokens = [...(await wrongTokens(people, system.secrets.tokenPublicKey)).values()];
  const signIns = tokens.map((token): Frame => ({ type: 'sign-in', requestId, token }));
  return [
    ...(await unlike(gateway, '/v1/desk', frames, tried)),
    ...(await unlike(gateway, '/v1/desk', signIns, tried)),
  ];
}

async function resumes(gateway: string, { theirs, mine }: People, tried: { n: number }): Promise<string[]> {
  const resume = (conversationId: string, secret: string): Frame => {
    return { type: 'resume', requestId, conversationId, secret, afterSeq: 0 };
  };
  return unlike(
    gateway,
    '/v1/chat',
    [
      resume('nothing', mine.secret),
      resume(theirs.conversationId, newSessionSecret()),
      resume(theirs.conversationId, mine.secret),
    ],
    tried,
  );
}

/**
 * Sends each frame on a connection of its own. All answers must be the same refusal, and end the connection.
 */
async function unlike(
  gateway: string,
  path: string,
  frames: readonly Frame[],
  tried: { n: number },
): Promise<string[]> {
  const answers: string[] = [];
  for (const frame of frames) {
    tried.n++;
    const socket = await RawSocket.open(`${gateway}${path}`, origin);
    socket.send(frame);
    answers.push(await socket.answer(requestId));
    socket.close();
  }
  return answers.flatMap((answer, i) => {
    const what = frames[i]?.type ?? '';
    if (!answer.includes('"refused"')) return [`${what} gets ${answer.slice(0, 120)}`];
    return answer === answers[0]
      ? []
      : [`${what} gets ${answer.slice(0, 120)}, the first ${answers[0]?.slice(0, 120)}`];
  });
}

/**
 * Signs in as an agent without the conversation. Another agent's conversation and one that does not exist
 * must give the same answer.
 */
async function foreign(gateway: string, people: People, tried: { n: number }): Promise<string[]> {
  const socket = await RawSocket.open(`${gateway}/v1/desk`, origin);
  try {
    socket.send({ type: 'sign-in', requestId: 'sign-in', token: people.tokens.stranger });
    const welcome = await socket.answer('sign-in', 10_000);
    if (!welcome.includes('"welcome"')) return [`the sign-in gets ${welcome.slice(0, 120)}`];
    const found: string[] = [];
    for (const frame of framesOf(AgentRequest).filter((one) => 'conversationId' in one)) {
      const answers: string[] = [];
      for (const conversationId of [people.theirs.conversationId, 'nothing']) {
        tried.n++;
        const id = `${frame.type}-${answers.length}`;
        socket.send({ ...frame, requestId: id, conversationId });
        answers.push((await socket.answer(id)).replaceAll(id, '').replaceAll(conversationId, ''));
      }
      const [theirs = '', none = ''] = answers;
      const isSilent = frame.type === 'typing' && theirs.includes('"ack"');
      if (theirs !== none || !(isSilent || theirs.includes('"refused"')))
        found.push(`${frame.type} gets ${theirs.slice(0, 100)} and ${none.slice(0, 100)}`);
    }
    return found;
  } finally {
    socket.close();
  }
}
