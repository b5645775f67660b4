export const shopEnvironment = Symbol('ShopEnvironment');
