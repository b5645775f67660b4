/**
 * The file that the loader names. All the rest has names that change with their content, so that browsers keep it for
 * good. It is a file more because parts that come later share code with the panel, which must have one address then.
 */
export { mount } from './mount';
