/** The namespaces that a Word file is made of, and what we call them: transitional and ISO strict ones alike. */

const office = 'http://schemas.openxmlformats.org'
const strict = 'http://purl.oclc.org/ooxml'
const word = 'http://schemas.microsoft.com/office/word'

/** By namespace. */
export const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    w: [`${office}/wordprocessingml/2006/main`, `${strict}/wordprocessingml/main`],
    r: [`${office}/officeDocument/2006/relationships`, `${strict}/officeDocument/relationships`],
    m: [`${office}/officeDocument/2006/math`, `${strict}/officeDocument/math`],
    wp: [`${office}/drawingml/2006/wordprocessingDrawing`, `${strict}/drawingml/wordprocessingDrawing`],
    a: [`${office}/drawingml/2006/main`, `${strict}/drawingml/main`],
    pic: [`${office}/drawingml/2006/picture`, `${strict}/drawingml/picture`],
    c: [`${office}/drawingml/2006/chart`, `${strict}/drawingml/chart`],
    dgm: [`${office}/drawingml/2006/diagram`, `${strict}/drawingml/diagram`],
    mc: [`${office}/markup-compatibility/2006`],
    ct: [`${office}/package/2006/content-types`],
    rel: [`${office}/package/2006/relationships`],
    cp: [`${office}/package/2006/metadata/core-properties`],
    ep: [`${office}/officeDocument/2006/extended-properties`, `${strict}/officeDocument/extendedProperties`],
    dc: ['http://purl.org/dc/elements/1.1/'],
    dcterms: ['http://purl.org/dc/terms/'],
    xsi: ['http://www.w3.org/2001/XMLSchema-instance'],
    w14: [`${word}/2010/wordml`],
    w15: [`${word}/2012/wordml`],
    w16: [`${word}/2018/wordml`],
    w16cex: [`${word}/2018/wordml/cex`],
    w16cid: [`${word}/2016/wordml/cid`],
    w16se: [`${word}/2015/wordml/symex`],
    w16du: [`${word}/2023/wordml/word16du`],
    wp14: [`${word}/2010/wordprocessingDrawing`],
    wps: [`${word}/2010/wordprocessingShape`],
    wpg: [`${word}/2010/wordprocessingGroup`],
    wpc: [`${word}/2010/wordprocessingCanvas`],
    v: ['urn:schemas-microsoft-com:vml'],
    o: ['urn:schemas-microsoft-com:office:office'],
    w10: ['urn:schemas-microsoft-com:office:word'],
  }).flatMap(([prefix, spaces]) => spaces.map((space) => [space, prefix])),
)
