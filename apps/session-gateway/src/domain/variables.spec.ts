import { fillVariables, hasOtherVariable, hasVariable } from './variables';

describe('the variables in a message of an agent', () => {
  const values = { 'customer.name': 'Mia', 'agent.name': 'Anna', 'workstream.name': null };

  it('are replaced by their values, however they are spelled', () => {
    expect(fillVariables('Hi {{customer.name}} and {{ Customer.Name }}, I am {{agent.name}}', values)).toBe(
      'Hi Mia and Mia, I am Anna',
    );
  });

  it.each(['{{workstream.name}}', '{{customer.height}}', '{{customer.constructor}}'])(
    'are refused as a whole when one has no value: %s',
    (variable) => {
      expect(fillVariables(`{{customer.name}} ${variable}`, values)).toEqual({
        refused: 'variable-without-value',
      });
    },
  );

  it('are not searched for in values, which a customer may choose', () => {
    expect(fillVariables('{{customer.name}}', { ...values, 'customer.name': '{{agent.name}} $& $1' })).toBe(
      '{{agent.name}} $& $1',
    );
  });

  it('are only those of the product in a typed text, and any in a prepared one', () => {
    expect([hasVariable('{{user.name}}'), hasVariable('{{customer.name}}')]).toEqual([false, true]);
    expect([hasOtherVariable('{{user.name}}'), hasOtherVariable('{user} {{ }')]).toEqual([true, false]);
    expect(hasOtherVariable('{{customer.name}} {ReconnectUrl{ReconnectID}}')).toBe(false);
    expect(fillVariables('Write {{user.name}}', values)).toBe('Write {{user.name}}');
  });
});
