/** Models that congresses trained before read a text otherwise: until the office trains one anew, the one that comes with the project answers. */
export const topicFormat = `
delete from topic_models;
`
