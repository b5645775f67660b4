#!/usr/bin/env node
import '@rejoin/service/source-maps';
import { runCommand } from './cli';

void runCommand(
  process.argv.slice(2),
  process.env,
  (text) => process.stdout.write(text),
  (text) => process.stderr.write(text),
).then((code) => (process.exitCode = code));
