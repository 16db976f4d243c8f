/** The commands of a server, which `build:server` makes into files of their own. */
export const serverCommands = ['start', 'import', 'invite', 'route', 'rotate-key', 'audit']
