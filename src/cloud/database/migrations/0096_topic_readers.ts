/** A model has a reader of its own for titles and first words: those that congresses trained before are in the format without one. */
export const topicReaders = `
delete from topic_models;
`
