import { readRelease } from '@rejoin/service';
import type { Command } from 'commander';
import { linesOf } from '../domain/finding';
import { examine } from '../use-cases/examine';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

export function addDoctor(program: Command, terminal: Terminal): void {
  addLeaf(
    program,
    terminal,
    'doctor',
    'Check versions, settings, rights, clocks, secrets and disks; each finding has its remedy',
    async () => {
      const findings = await examine(terminal.environment, readRelease());
      return {
        lines: linesOf(findings),
        value: { findings },
        found: findings.some(({ level }) => level === 'problem'),
      };
    },
  );
}
