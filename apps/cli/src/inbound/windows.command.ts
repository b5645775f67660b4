import { randomUUID } from 'node:crypto';
import { gatewayRoutes, type OpenWindow, type Route } from '@rejoin/contracts';
import type { Command } from 'commander';
import { HttpApi } from '../outbound/http-api';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

/** The actions of a supervisor, through the API of a gateway. */
export function addWindows(program: Command, terminal: Terminal): void {
  const windows = program
    .command('windows')
    .description('Customers who are disconnected and can still reconnect');
  const signedIn = <T>(work: (api: HttpApi) => Promise<T>) =>
    HttpApi.asAdministrator(terminal.environment.gatewayUrl, terminal.environment.administrator, work);
  const act = (route: Route, id: string, body: object) =>
    signedIn((api) => api.send(route, { of: [id], body }));

  addLeaf(windows, terminal, 'list', 'List the open windows, the nearest deadline first', async () => {
    const open = await signedIn((api) => api.all(gatewayRoutes.windows, 'windows'));
    return { lines: [...open.map(lineOf), `${open.length} windows are open`], value: { windows: open } };
  });
  addLeaf(
    windows,
    terminal,
    'extend <conversation>',
    'Give the customer more time, as the settings allow',
    async ([id = '']) => {
      await act(gatewayRoutes.extendTime, id, { requestId: randomUUID() });
      return {
        lines: [`The time limit of ${id} was extended.`],
        value: { conversationId: id, extended: true },
      };
    },
  );
  addLeaf(
    windows,
    terminal,
    'release <conversation>',
    'Stop waiting for the customer: the conversation ends, and its wrap-up rule releases the capacity',
    async ([id = '']) => {
      await act(gatewayRoutes.giveUp, id, {});
      return {
        lines: [`Rejoin no longer waits for the customer of ${id}, and the conversation has ended.`],
        value: { conversationId: id, released: true },
      };
    },
  );
}

function lineOf({
  conversationId,
  deadlineAt,
  workstreamName,
  agent,
  heldUnits,
  extensionsLeft,
}: OpenWindow): string {
  return [
    conversationId,
    `until ${deadlineAt}`,
    workstreamName,
    `agent ${agent?.agentId ?? 'none'}`,
    `holds ${heldUnits}`,
    `extensions left ${extensionsLeft}`,
  ].join('  ');
}
