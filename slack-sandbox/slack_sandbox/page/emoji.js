// The emoji that bots and people use most, by their short names. An unknown name is shown as it is written.

const NAMES = `
smile 😄 grinning 😀 grin 😁 joy 😂 rofl 🤣 smiley 😃 sweat_smile 😅 laughing 😆 wink 😉 blush 😊 yum 😋 sunglasses 😎
heart_eyes 😍 slightly_smiling_face 🙂 simple_smile 🙂 hugging_face 🤗 star-struck 🤩 thinking_face 🤔 neutral_face 😐 expressionless 😑
face_with_rolling_eyes 🙄 smirk 😏 persevere 😣 relieved 😌 sleeping 😴 sleepy 😪 stuck_out_tongue 😛 unamused 😒 sweat 😓 pensive 😔
confused 😕 upside_down_face 🙃 money_mouth_face 🤑 astonished 😲 disappointed 😞 worried 😟 cry 😢 sob 😭 open_mouth 😮 fearful 😨
weary 😩 exploding_head 🤯 grimacing 😬 cold_sweat 😰 scream 😱 flushed 😳 dizzy_face 😵 rage 😡 angry 😠 mask 😷 innocent 😇
partying_face 🥳 pleading_face 🥺 nerd_face 🤓 smiling_face_with_3_hearts 🥰 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 robot_face 🤖 ghost 👻
wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up ☝️ point_up_2 👆 point_down 👇 +1 👍 thumbsup 👍
-1 👎 thumbsdown 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 eye 👁️
brain 🧠 speaking_head_in_silhouette 🗣️ bust_in_silhouette 👤 busts_in_silhouette 👥 family 👪 person_frowning 🙍 shrug 🤷 face_palm 🤦 runner 🏃
dancer 💃 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ technologist 🧑‍💻 teacher 🧑‍🏫 baby 👶 dog 🐶 cat 🐱 fox_face 🦊 bear 🐻 panda_face 🐼 unicorn_face 🦄
bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 turtle 🐢 snake 🐍 dragon 🐉 dragon_face 🐲 whale 🐳 dolphin 🐬 octopus 🐙 sheep 🐑 bouquet 💐 rose 🌹 sunflower 🌻
daffodil 🌼 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 cactus 🌵 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁 fallen_leaf 🍂 mushroom 🍄
earth_africa 🌍 earth_americas 🌎 globe_with_meridians 🌐 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ rainbow 🌈 umbrella ☔ zap ⚡ fire 🔥
droplet 💧 ocean 🌊 star ⭐ star2 🌟 sparkles ✨ dizzy 💫 crescent_moon 🌙 apple 🍎 green_apple 🍏 pear 🍐 tangerine 🍊 lemon 🍋 banana 🍌 watermelon 🍉
grapes 🍇 strawberry 🍓 cherries 🍒 tomato 🍅 avocado 🥑 bread 🍞 cheese_wedge 🧀 pizza 🍕 hamburger 🍔 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰
coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 champagne 🍾 car 🚗 bus 🚌 train 🚋 bike 🚲 airplane ✈️ rocket 🚀 helicopter 🚁 ship 🚢 anchor ⚓
construction 🚧 rotating_light 🚨 vertical_traffic_light 🚦 world_map 🗺️ house 🏠 house_buildings 🏘️ office 🏢 hospital 🏥 bank 🏦 school 🏫 castle 🏰
classical_building 🏛️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock9 🕘 calendar 📆 date 📅 spiral_calendar_pad 🗓️
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 soccer ⚽ rugby_football 🏉 dart 🎯 game_die 🎲
jigsaw 🧩 art 🎨 performing_arts 🎭 musical_note 🎵 microphone 🎤 headphones 🎧 camera 📷 camera_with_flash 📸 movie_camera 🎥 tv 📺 iphone 📱 telephone ☎️
telephone_receiver 📞 computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ floppy_disk 💾 battery 🔋 electric_plug 🔌 bulb 💡 flashlight 🔦
closed_book 📕 green_book 📗 blue_book 📘 orange_book 📙 books 📚 book 📖 open_book 📖 notebook 📓 ledger 📒 scroll 📜 page_facing_up 📄 page_with_curl 📃
newspaper 📰 bookmark 🔖 bookmark_tabs 📑 moneybag 💰 pound 💷 credit_card 💳 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊
clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 scissors ✂️ card_index 📇 card_file_box 🗃️ file_cabinet 🗄️ file_folder 📁 open_file_folder 📂
wastebasket 🗑️ lock 🔒 unlock 🔓 key 🔑 hammer 🔨 hammer_and_wrench 🛠️ wrench 🔧 gear ⚙️ link 🔗 toolbox 🧰 magnet 🧲 test_tube 🧪 microscope 🔬 telescope 🔭
satellite 📡 pill 💊 syringe 💉 door 🚪 bed 🛏️ shopping_trolley 🛒 email 📧 envelope ✉️ incoming_envelope 📨 envelope_with_arrow 📩 inbox_tray 📥 outbox_tray 📤
package 📦 mailbox 📫 ballot_box_with_ballot 🗳️ pencil2 ✏️ pencil 📝 memo 📝 lower_left_ballpoint_pen 🖊️ paintbrush 🖌️ mag 🔍 mag_right 🔎 bell 🔔 no_bell 🔕
loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙
purple_heart 💜 black_heart 🖤 white_heart 🤍 broken_heart 💔 sparkling_heart 💖 two_hearts 💕 100 💯 boom 💥 warning ⚠️ no_entry ⛔ no_entry_sign 🚫
x ❌ heavy_check_mark ✔️ white_check_mark ✅ ballot_box_with_check ☑️ negative_squared_cross_mark ❎ question ❓ exclamation ❗ bangbang ‼️
heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrows_counterclockwise 🔄
repeat 🔁 fast_forward ⏩ rewind ⏪ arrow_forward ▶️ double_vertical_bar ⏸️ pause_button ⏸️ black_square_for_stop ⏹️ information_source ℹ️ new 🆕 ok 🆗 up 🆙
free 🆓 sos 🆘 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨
large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛ small_blue_diamond 🔹 small_orange_diamond 🔸 red_triangle_pointed_up 🔺
checkered_flag 🏁 triangular_flag_on_post 🚩 waving_white_flag 🏳️ flag-gb 🇬🇧 flag-wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿 flag-scotland 🏴󠁧󠁢󠁳󠁣󠁴󠁿 flag-england 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag-ie 🇮🇪 flag-fr 🇫🇷 flag-de 🇩🇪
wheelchair ♿ recycle ♻️ tm ™️ copyright ©️ registered ®️
`;
const EMOJI = new Map();
{
  const words = NAMES.trim().split(/\s+/);
  for (let at = 0; at + 1 < words.length; at += 2) EMOJI.set(words[at], words[at + 1]);
}
const TONES = { "skin-tone-2": "🏻", "skin-tone-3": "🏼", "skin-tone-4": "🏽", "skin-tone-5": "🏾", "skin-tone-6": "🏿" };

/** The character with this name, or nothing; `unicode` are its code points in hexadecimal, if they are known. */
export function emojiFor(name, unicode) {
  if (unicode) return String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16)));
  const [base, tone] = name.split("::");
  const found = EMOJI.get(base);
  return found ? found + (TONES[tone] ?? "") : null;
}

/** Words with :names: turned into characters where the name is known. */
export function withEmoji(words) {
  return words.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emojiFor(name) ?? whole);
}
