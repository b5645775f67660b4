/**
 * The conditions of a statement, and their values in order. Only those that are wanted are part of the text: the plan of a
 * condition such as `$1 is null or a = $1` uses no index, because it does not depend on the value.
 */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Adds a condition unless the value is null or undefined. `of` gets the name of the parameter. */
  add(value: unknown, of: (parameter: string) => string): this {
    if (value !== null && value !== undefined) this.conditions.push(of(this.parameter(value)));
    return this;
  }

  /** Adds a value, and returns the name of its parameter. */
  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get where(): string {
    return this.conditions.length > 0 ? this.conditions.join(' and ') : 'true';
  }
}
