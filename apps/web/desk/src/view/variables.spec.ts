import { canBeText, fill, hasVariables, openVariables, unknownVariables, valuesOf } from './variables';
import { snapshot } from './desk-view.fixture';

describe('the variables of a message', () => {
  const values = { 'customer.name': 'Mia', 'agent.name': 'Anna', 'workstream.name': '' };

  it('are replaced when they have a value, and stay otherwise', () => {
    expect(fill('Hi {{ Customer.Name }}, {{workstream.name}} {{order}} {{agent.name}}', values)).toBe(
      'Hi Mia, {{workstream.name}} {{order}} Anna',
    );
    expect(fill('{{customer.name}}', { ...values, 'customer.name': '{{agent.name}}$&' })).toBe(
      '{{agent.name}}$&',
    );
  });

  it('without a value are listed once each', () => {
    expect(openVariables('{{order}} {{workstream.name}} {{order}} {{customer.name}}', values)).toEqual([
      '{{order}}',
      '{{workstream.name}}',
    ]);
    expect(unknownVariables('{{order}} {{workstream.name}} {{toString}}')).toEqual([
      '{{order}}',
      '{{toString}}',
    ]);
    expect(openVariables('Hi {{customer.name}}', values)).toEqual([]);
  });

  it('are not single braces, the reconnect link or several lines', () => {
    expect(['{a}', '{ReconnectUrl{ReconnectID}}', '{{a\nb}}', '{{}}'].filter(hasVariables)).toEqual([]);
    expect(hasVariables('{{a}}')).toBe(true);
  });

  it('can be text unless their name is that of a variable of the product', () => {
    expect(['{{user.name}}', '{{ customer.age }}', '{{x}}'].map(canBeText)).toEqual([true, false, true]);
  });

  it('get their values from the conversation', () => {
    const shown = snapshot('c1');
    const named = { ...shown, customer: { ...shown.customer, name: ' Mia ' } };
    expect(valuesOf(named, 'Anna', { [shown.workstreamId]: 'Support' })).toEqual({
      'customer.name': 'Mia',
      'agent.name': 'Anna',
      'workstream.name': 'Support',
    });
    const nameless = { ...shown, customer: { ...shown.customer, name: null } };
    expect(valuesOf(nameless, '', undefined)).toEqual({
      'customer.name': '',
      'agent.name': '',
      'workstream.name': '',
    });
  });
});
