// Stands for a file that the build turns into an address or a text, such as an image or a style sheet.
module.exports = { __esModule: true, default: 'file' };
