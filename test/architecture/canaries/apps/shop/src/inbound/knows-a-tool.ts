import '@swc/core';
