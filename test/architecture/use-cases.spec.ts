import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const services = ['config', 'reconnection-timer', 'routing', 'session-gateway'];
const verbs = new Set(
  `act add admit answer apply assign authorise begin block change check choose close continue copy count create decide delete deliver
   discard end enter erase expire export extend find finish follow force handle hash identify issue keep list lock make monitor note offer open pick
   promote queue read redeem redeliver release remove rename renew replace reset resume retry return revoke ring rotate run save
   search seal send serve set settle sign start stop store supervise switch sweep test tidy transfer try unblock visit`.split(
    /\s+/,
  ),
);
const isVerb = (name: string) => verbs.has(/^[a-z]+/.exec(name)?.[0] ?? '');
const isListener = (name: string) => /^on[A-Z]/.test(name);
const isPublic = ({ modifiers = [] }: { modifiers?: readonly ts.ModifierLike[] }) =>
  !modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);

/** Returns what is wrong with the classes of a file of use-cases. */
function faultsOf(file: string, text: string): string[] {
  const named = file.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const classes = source.statements.filter(ts.isClassDeclaration);
  return classes
    .filter(({ heritageClauses }) => !heritageClauses)
    .flatMap(({ name, members }) => {
      const methods = members
        .filter(ts.isMethodDeclaration)
        .filter((method) => isPublic(method as { modifiers?: readonly ts.ModifierLike[] }))
        .map((method) => method.name.getText())
        .filter((method) => !isListener(method));
      const only = methods.length === 1 && methods[0] !== 'run' ? [`${file}: ${methods.join()} is run`] : [];
      return [
        ...(name?.text === named ? [] : [`${file}: ${name?.text ?? ''} is ${named}`]),
        ...(isVerb(file) ? [] : [`${file}: no verb`]),
        ...only,
        ...methods.filter((method) => !isVerb(method)).map((method) => `${file}: ${method} is no verb`),
      ];
    });
}

describe('a use case', () => {
  it.each(services)(
    'of %s is a class named after what it does, whose method is run, or each a verb',
    (app) => {
      const folder = join(root, 'apps', app, 'src/use-cases');
      const files = readdirSync(folder).filter((file) => /^[\w-]+\.ts$/.test(file));
      expect(files.length).toBeGreaterThan(3);
      const faults = files.flatMap((file) =>
        faultsOf(file.replace('.ts', ''), readFileSync(join(folder, file), 'utf8')),
      );
      expect(faults).toEqual([]);
    },
  );

  it('is reported when it is a thing, or has a method that is one', () => {
    expect(faultsOf('portal-keys', 'export class PortalKeys { run() {} }')).toEqual(['portal-keys: no verb']);
    expect(faultsOf('read-history', 'class ReadPast { search() {} filters() {} }')).toEqual([
      'read-history: ReadPast is ReadHistory',
      'read-history: filters is no verb',
    ]);
    expect(faultsOf('read-names', 'class ReadNames { private names() {} read() {} }')).toEqual([
      'read-names: read is run',
    ]);
    expect(faultsOf('set-alarms', 'class SetAlarms { onDeadlines() {} run() {} }')).toEqual([]);
  });
});
