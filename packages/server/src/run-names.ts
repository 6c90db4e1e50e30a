import { randomInt } from "node:crypto";

const ADJECTIVES =
  "amber arctic autumn bold brave bright brisk calm candid clever cobalt coral cosmic crimson daring deft eager early electric fabled fearless fine fluent gentle gilded glad golden graceful grand hardy hazel hidden humble indigo ivory jade jolly keen kind lively loyal lucid lucky lunar mellow merry mighty misty modest nimble noble olive opal patient pearl placid polar proud quick quiet radiant rapid ruby rustic sage scarlet serene sharp silent silver smooth snowy solar spry steady stellar sturdy sunny swift tidy topaz tranquil velvet vivid warm wise witty zesty".split(
    " ",
  );
const ANIMALS =
  "albatross alpaca antelope badger beaver bison bobcat bream buzzard camel caribou cheetah chough cobra condor cormorant crane cricket curlew deer dingo dolphin dormouse dove eagle egret eland elk falcon ferret finch fox gannet gazelle gecko gibbon grouse gull hare hawk heron hoopoe ibex ibis jackal jackdaw jaguar jay kestrel kingfisher kite kiwi koala lark lemur leopard lion llama lynx macaw magpie marlin marmot marten mongoose moose newt ocelot oriole osprey otter owl panda panther pelican penguin petrel plover puffin puma quail rabbit raven robin salmon seal shrew skua sparrow stoat stork swallow swan swift tapir tern thrush tiger toucan trout turtle viper vole wagtail walrus weasel whale wolf wombat wren yak zebra".split(
    " ",
  );

/** A name for a run that was given none: an adjective and an animal, easy to say and to find again. */
export const randomRunName = (): string =>
  `${ADJECTIVES[randomInt(ADJECTIVES.length)]}-${ANIMALS[randomInt(ANIMALS.length)]}`;
