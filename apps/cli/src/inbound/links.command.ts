import { gatewayRoutes } from '@rejoin/contracts';
import type { Command } from 'commander';
import { HttpApi } from '../outbound/http-api';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

export function addLinks(program: Command, terminal: Terminal): void {
  const links = program.command('links').description('Reconnect links that were sent to customers');
  addLeaf(
    links,
    terminal,
    'revoke <conversation>',
    'Make the links of a conversation that were not used yet invalid',
    async ([id = '']) => {
      const { gatewayUrl, administrator } = terminal.environment;
      const { revoked } = await HttpApi.asAdministrator(gatewayUrl, administrator, (api) =>
        api.send(gatewayRoutes.revokeLinks, { of: [id], body: {} }),
      );
      return {
        lines: [`${revoked} links of ${id} are invalid now.`],
        value: { conversationId: id, revoked },
      };
    },
  );
}
