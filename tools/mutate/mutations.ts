import ts from 'typescript';

/** A small change of a source file: `replacement` stands in the place of the text from `start` to `end`. */
export interface Mutation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const otherOperators: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
};

/** All mutations of a source file: other operators, other numbers, negated conditions and calls left out. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];

  const replace = (node: ts.Node, replacement: string, what = `becomes ${replacement}`): void => {
    const [start, end] = [node.getStart(source), node.end];
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    const [old = ''] = text.slice(start, end).split('\n');
    const place = { file, line: line + 1, column: character + 1, start, end };
    found.push({ ...place, what: `${old} ${what}`, replacement });
  };
  const negate = (condition: ts.Expression): void => {
    if (isNegation(condition)) replace(condition, condition.operand.getText(source));
    // Another operator negates it already.
    else if (!isEquality(condition)) replace(condition, `!(${condition.getText(source)})`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isStyle(node)) return;
    if (ts.isIfStatement(node)) negate(node.expression);
    if (ts.isConditionalExpression(node)) negate(node.condition);
    if (ts.isBinaryExpression(node)) {
      const other = otherOperators[node.operatorToken.getText(source)];
      if (other !== undefined) replace(node.operatorToken, other);
    }
    if (ts.isNumericLiteral(node)) replace(node, isTime(node) ? '0' : String(Number(node.text) + 1));
    if (ts.isExpressionStatement(node) && isCall(node.expression)) replace(node, ';', 'is left out');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isNegation = (node: ts.Expression): node is ts.PrefixUnaryExpression =>
  ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;

/** A millisecond more would change nothing that a test should assert. */
const isTime = ({ parent }: ts.NumericLiteral): boolean =>
  (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) &&
  /(Ms|Seconds|Minutes)$/.test(parent.name.getText());

const isEquality = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText());

function isCall(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return isCall(node.expression);
  return ts.isCallExpression(node);
}

/** Sizes and colours, which are looked at in screenshots. */
function isStyle(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return /^make(Reset)?Styles$/.test(node.expression.getText());
  return ts.isJsxAttribute(node) && node.initializer !== undefined && isNumber(node.initializer);
}

const isNumber = (value: ts.JsxAttributeValue): boolean =>
  ts.isJsxExpression(value) && value.expression !== undefined && ts.isNumericLiteral(value.expression);
