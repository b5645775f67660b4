export { catalogue as kitWords } from './words/catalogue';
