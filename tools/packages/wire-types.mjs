import ts from 'typescript';

const { NodeBuilderFlags: flags } = ts;
const written =
  flags.NoTruncation |
  flags.InTypeAlias |
  flags.UseAliasDefinedOutsideCurrentScope |
  flags.MultilineObjectLiterals;

/** Declares, without schemas, every type of the contracts that a library names. */
export function wireTypes(program, library, contracts) {
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter();
  const source = program.getSourceFile(contracts);
  if (!source) return '';
  const exported = new Map(
    checker.getExportsOfModule(checker.getSymbolAtLocation(source)).map((symbol) => [symbol.name, symbol]),
  );
  const names = new Set(
    program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(`${library}/`))
      .flatMap(namesFrom),
  );
  const lines = [...names].sort().map((name) => {
    const symbol = exported.get(name);
    if (!symbol) throw new Error(`the contracts have no type ${name}`);
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const node = checker.typeToTypeNode(checker.getDeclaredTypeOfSymbol(target), undefined, written);
    return `export type ${name} = ${printer.printNode(ts.EmitHint.Unspecified, node, source)};`;
  });
  return `${lines.join('\n')}\n`;
}

function namesFrom(file) {
  return file.statements.flatMap((one) => {
    if (!one.moduleSpecifier || one.moduleSpecifier.text !== '@rejoin/contracts') return [];
    const names = ts.isImportDeclaration(one) ? one.importClause?.namedBindings : one.exportClause;
    if (!names?.elements) throw new Error(`${file.fileName}: what is taken from the contracts is named`);
    const isTypes = ts.isImportDeclaration(one) ? one.importClause.isTypeOnly : one.isTypeOnly;
    const types = names.elements.filter((element) => isTypes || element.isTypeOnly);
    return types.map(({ name, propertyName }) => (propertyName ?? name).text);
  });
}
