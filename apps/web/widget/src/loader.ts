console.info('loader');
